import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { baselines, breakingChanges, COMMITTED, emittedSchema } from './contract.mjs';
import { REFERENCE, schemaReference } from './reference.mjs';

it('schema.graphql is what the API offers (npm run schema writes it)', () => {
  expect(readFileSync(COMMITTED, 'utf8')).toBe(emittedSchema());
});

it('docs/schema.md tells of it (npm run schema writes it)', () => {
  expect(readFileSync(REFERENCE, 'utf8')).toBe(schemaReference(readFileSync(COMMITTED, 'utf8')));
});

it.each(baselines())('clients of $name keep working', (baseline) => {
  expect(breakingChanges(baseline, emittedSchema())).toEqual([]);
});

it('a change that breaks clients is seen', () => {
  const before = { sdl: 'type Query { users(limit: Int): [String!]! }' };
  expect(breakingChanges(before, 'type Query { users(limit: Int!): [String] }')).toHaveLength(2);
  expect(breakingChanges(before, 'type Query { users(limit: Int, after: ID): [String!]! room: ID }')).toEqual([]);
});
