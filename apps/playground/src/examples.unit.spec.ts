import { readFileSync } from 'node:fs';
import { buildSchema, coerceInputValue, parse, typeFromAST, validate, visit } from 'graphql';
import type { GraphQLInputType } from 'graphql';
import { expect, it } from 'vitest';
import { exampleTabs } from './examples.ts';
import { Placeholders } from './placeholders.ts';

const schema = buildSchema(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));
const named = exampleTabs.map((tab) => ({
  ...tab,
  name: /(?:query|mutation|subscription) (\w+)/.exec(tab.query)?.[1],
}));

it.each(named)('$name fits the schema', ({ query }) => {
  expect(validate(schema, parse(query))).toEqual([]);
});

it.each(named)('the variables of $name are what its document asks for', ({ query, variables }) => {
  const placeholders = new Placeholders();
  placeholders.remember({ chatRoom: { id: 'room', cursor: 'cursor' } });
  const given = placeholders.fill(JSON.parse(variables ?? '{}')) as Record<string, unknown>;
  const asked: string[] = [];
  visit(parse(query), {
    VariableDefinition: ({ variable, type }) => {
      asked.push(variable.name.value);
      const inputType = typeFromAST(schema, type) as GraphQLInputType;
      coerceInputValue(given[variable.name.value], inputType, (path, value, error) => {
        expect.fail(`${path.join('.')}: ${String(value)}: ${error.message}`);
      });
    },
  });
  expect(Object.keys(given)).toEqual(asked);
});

it('every example has a name of its own: tabs are called after it', () => {
  expect(new Set(named.map(({ name }) => name)).size).toBe(exampleTabs.length);
});
