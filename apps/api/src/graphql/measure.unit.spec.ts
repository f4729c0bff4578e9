import { buildSchema, parse, type FragmentDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DocumentMeasure } from './measure.ts';

const schema = buildSchema(`
  type Query { rooms(first: Int = 50): [Room!]! history(limit: Int): [Item!]! me: User users: [String!]! }
  type Mutation { setUser(id: String!): Boolean! guestSignIn(handle: String!): User say(text: String!): Boolean! }
  type Room { name: String items(first: Int, last: Int): [Item!]! }
  interface Item { id: ID! }
  type Message implements Item { id: ID! author: User! }
  type User { id: ID! handle: String! friend: User }
`);

function measure(source: string) {
  const { definitions } = parse(source);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  const operation = definitions.find((definition) => definition.kind === 'OperationDefinition');
  if (!operation) throw new Error('There is no operation.');
  return new DocumentMeasure(schema, (name) => fragments.get(name)).operation(operation);
}

describe('depth', () => {
  it.each([
    ['{ users }', 1],
    ['{ me { friend { handle } } }', 3],
    ['{ me { ...F } } fragment F on User { friend { ... on User { handle } } }', 3],
    ['{ __schema { types { fields { type { ofType { ofType { name } } } } } } }', 1],
    ['{ __type(name: "User") { fields { type { name } } } }', 1],
  ])('of %s is %i', (source, depth) => {
    expect(measure(source).depth).toBe(depth);
  });
});

describe('cost', () => {
  it.each([
    ['counts fields', '{ me { id handle } users }', 4],
    ['multiplies by the size of a page', '{ rooms(first: 10) { name } }', 11],
    ['takes the default size where none is given', '{ rooms { name } }', 51],
    ['takes the largest size for a variable', 'query ($n: Int) { rooms(first: $n) { name } }', 201],
    ['takes no more than the largest size', '{ rooms(first: 99999) { name } }', 201],
    ['multiplies pages in pages', '{ rooms(first: 10) { items(last: 20) { id } } }', 211],
    ['knows limits, too', '{ history(limit: 7) { id } }', 8],
    ['counts a fragment wherever it is used', '{ a: me { ...F } b: me { ...F } } fragment F on User { id handle }', 6],
  ])('%s', (_what, source, cost) => {
    expect(measure(source).cost).toBe(cost);
  });

  it('of fragments that double each other is found at once', () => {
    const fragments = Array.from({ length: 60 }, (_, n) => `fragment F${n} on User { ...F${n + 1} ...F${n + 1} }`);
    const begun = performance.now();
    expect(measure(`{ me { ...F0 } } ${fragments.join(' ')} fragment F60 on User { id }`).cost).toBeGreaterThan(1e17);
    expect(performance.now() - begun).toBeLessThan(50);
  });

  it('of a fragment within itself ends', () => {
    expect(measure('{ me { ...F } } fragment F on User { friend { ...F } id }').cost).toBe(3);
  });
});

it('counts aliases and directives, through fragments', () => {
  const source = `query @a { x: me @b { ...F @c } } fragment F on User { y: id z: handle @d }`;
  expect(measure(source)).toMatchObject({ aliases: 3, directives: 4 });
});

it('counts sign-ins where they are root fields, whatever they are called', () => {
  expect(
    measure('mutation { a: setUser(id: "a") ...M } fragment M on Mutation { guestSignIn(handle: "b") { id } }'),
  ).toMatchObject({ signIns: 2 });
  expect(measure('mutation { setUser: say(text: "a") }').signIns).toBe(0);
});
