import maru from './plugin.mjs';
import { ruleTester } from './rule-tester.mjs';

const resolver = (members: string, decorator = '@Resolver()') => `
  import { Query, Query as Ask, Mutation, Subscription, ResolveField } from '@nestjs/graphql';
  ${decorator} class RoomResolver { ${members} }
`;
const missing = [{ messageId: 'missing' }];

ruleTester.run('resolver-names-permission', maru.rules['resolver-names-permission'], {
  valid: [
    resolver(`@Allow('member') @Query(() => Room) room() {}`),
    resolver(`@Mutation(() => Boolean) @Allow('signedIn') rename() {}`),
    resolver(`@Subscription(() => Room) @Allow('anyone') rooms() {}`),
    // A field of another type is reached through a root field that named its rule.
    resolver(`@ResolveField(() => [Member]) members() {}`, '@Resolver(() => Room)'),
    resolver(`helper() {}`),
  ],
  invalid: [
    { code: resolver(`@Query(() => Room) room() {}`), errors: missing },
    { code: resolver(`@Ask(() => Room) room() {}`), errors: missing },
    { code: resolver(`@Mutation(() => Boolean) rename() {}`), errors: missing },
    { code: resolver(`@Subscription(() => Room) rooms() {}`), errors: missing },
    { code: resolver(`@graphql.Query(() => Room) room() {}`), errors: missing },
    { code: resolver(`@ResolveField() room() {}`, `@Resolver('Query')`), errors: missing },
    { code: resolver(`@ResolveField() room() {}`, `@Resolver(() => Mutation)`), errors: missing },
    { code: resolver(`@Allow() @Query(() => Room) room() {}`), errors: [{ messageId: 'notWrittenOut' }] },
    { code: resolver(`@Allow(rule) @Query(() => Room) room() {}`), errors: [{ messageId: 'notWrittenOut' }] },
    { code: resolver(`@Allow('') @Query(() => Room) room() {}`), errors: [{ messageId: 'notWrittenOut' }] },
    { code: resolver(`@Query() one() {} @Mutation() two() {}`), errors: [...missing, ...missing] },
  ],
});
