import { GraphQLError, GraphQLScalarType } from 'graphql';

/** Instants are epoch milliseconds inside; clients only receive them. */
export const DateTime = new GraphQLScalarType<never, string>({
  name: 'DateTime',
  description: 'An instant in UTC, ISO 8601 with milliseconds, e.g. 2026-11-21T09:54:33.120Z.',
  serialize: (value) => {
    if (typeof value !== 'number') throw new TypeError('An instant is given in epoch milliseconds.');
    return new Date(value).toISOString();
  },
  parseValue: () => {
    throw new GraphQLError('Instants are not taken as input.');
  },
});
