import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { SelectionReader } from './selection.ts';
import { Hub, tickSchema } from './testing/ticks.ts';

const schema = tickSchema({ ticks: new Hub() });
const reader = new SelectionReader(schema);
const read = (query: string, variableValues = {}, operationName?: string) =>
  reader.read({ schema, document: parse(query), variableValues, operationName });

const plain = read('subscription { ticks { n } }');

describe('selections that are one', () => {
  it.each<[string, string, object?]>([
    ['other arguments of the root field', 'subscription { ticks(after: 5) { n } }'],
    ['an argument from a variable', 'subscription ($after: Int) { ticks(after: $after) { n } }', { after: 7 }],
    ['another name of the operation', 'subscription Follow { ticks { n } }'],
    ['another layout', 'subscription {\n  ticks {\n    n # the number\n  }\n}'],
  ])('%s', (_difference, query, variables) => {
    expect(read(query, variables)).toEqual(plain);
  });

  it('the same variables in another order', () => {
    const query = 'subscription ($a: Int, $b: Int) { ticks { x: text(times: $a) y: text(times: $b) } }';
    expect(read(query, { a: 1, b: 2 }).key).toBe(read(query, { b: 2, a: 1 }).key);
  });
});

describe('selections that differ', () => {
  it.each<[string, string, object?]>([
    ['another field', 'subscription { ticks { text } }'],
    ['an alias within', 'subscription { ticks { number: n } }'],
    ['an alias of the root field', 'subscription { t: ticks { n } }'],
    ['another root field', 'subscription { alarms { n } }'],
    ['a directive', 'subscription ($no: Boolean!) { ticks { n @skip(if: $no) } }', { no: true }],
    ['a fragment', 'subscription { ticks { ...F } } fragment F on Tick { n }'],
  ])('%s', (_difference, query, variables) => {
    expect(read(query, variables).key).not.toBe(plain.key);
  });

  it('by the value of a variable inside', () => {
    const query = 'subscription ($times: Int) { ticks { text(times: $times) } }';
    const keys = [{ times: 1 }, { times: 2 }, { times: null }, {}].map((variables) => read(query, variables).key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('by the default of a variable inside', () => {
    const query = (times: number) => `subscription ($times: Int = ${times}) { ticks { text(times: $times) } }`;
    expect(read(query(1)).key).not.toBe(read(query(2)).key);
  });

  it('by the content of a fragment that both name alike', () => {
    const query = (field: string) => `subscription { ticks { ...F } } fragment F on Tick { ${field} }`;
    expect(read(query('n')).key).not.toBe(read(query('text')).key);
  });
});

it('finds the root field in a fragment, without its arguments', () => {
  const query = (after: number) => `subscription { ...S } fragment S on Subscription { ticks(after: ${after}) { n } }`;
  expect(read(query(1))).toEqual(read(query(2)));
  expect(read(query(1)).rootField).toBe('ticks');
});

it('reads the named operation of a document that has several', () => {
  const query = 'subscription A { ticks { n } } subscription B { alarms { n } }';
  expect(read(query, {}, 'A')).toEqual(plain);
  expect(read(query, {}, 'B').rootField).toBe('alarms');
});
