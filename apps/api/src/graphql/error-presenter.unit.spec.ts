import { ChatError, Conflict } from '@maru/domain';
import { createLogger } from '@maru/runtime';
import { buildSchema, execute, GraphQLError, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ErrorPresenter } from './error-presenter.ts';

const log = createLogger({ logLevel: 'silent', replica: 'test' });
const presenter = new ErrorPresenter(log, false);

const schema = buildSchema('type Query { room(id: ID!, size: Int = 1): Int! }');

/** The first error of an operation whose field does this. */
async function errorOf(source: string, room: () => unknown, variableValues = {}): Promise<GraphQLError> {
  const { errors } = await execute({ schema, document: parse(source), rootValue: { room }, variableValues });
  if (!errors?.[0]) throw new Error('There was no error.');
  return errors[0];
}

const failing = (error: unknown) => () => {
  throw error;
};

describe('an error that a client gets', () => {
  it('of the chat keeps its words and its code, and says whether to try again', async () => {
    const error = await errorOf('{ room(id: 1) }', failing(new ChatError('BUSY', 'Too many changes.', true)));
    expect(presenter.present(error)).toEqual({
      message: 'Too many changes.',
      path: ['room'],
      locations: [{ line: 1, column: 3 }],
      extensions: { code: 'BUSY', retryable: true },
    });
  });

  it.each([
    ['an error of the storage', new Error('/var/lib/maru is full')],
    ['a stale guard', new Conflict('revision 7')],
    ['what is no error at all', 'thrown text /var/lib'],
  ])('for %s names nothing but an id', async (_what, thrown) => {
    const presented = presenter.present(await errorOf('{ room(id: 1) }', failing(thrown)));
    expect(presented.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      errorId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    expect(JSON.stringify(presented)).not.toMatch(/var|revision/);
  });

  it.each([
    ['a variable of another type', 'query ($id: ID!) { room(id: $id) }', { id: {} }],
    ['a variable that is missing', 'query ($id: ID!) { room(id: $id) }', {}],
    ['an argument without its variable', 'query ($id: ID) { room(id: $id) }', {}],
  ])('for %s is the fault of the request', async (_what, source, variables) => {
    const presented = presenter.present(await errorOf(source, () => 1, variables));
    expect(presented.extensions).toEqual({ code: 'BAD_USER_INPUT' });
  });

  it.each([
    ['null where there must be something', null],
    ['a value that its type cannot show', 'many'],
  ])('for %s is the fault of the server', async (_what, value) => {
    const presented = presenter.present(await errorOf('{ room(id: 1) }', () => value));
    expect(presented.extensions?.['code']).toBe('INTERNAL_SERVER_ERROR');
    expect(presented.message).not.toContain('many');
  });

  it('has no suggestions where the schema is not to be known', () => {
    const error = new GraphQLError('Cannot query field "rom". Did you mean "room"?', {
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(presenter.present(error).message).toBe('Cannot query field "rom".');
    expect(new ErrorPresenter(log, true).present(error).message).toContain('Did you mean');
  });
});
