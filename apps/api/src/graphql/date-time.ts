import { GraphQLError, GraphQLScalarType } from 'graphql';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** Instants are epoch milliseconds inside. */
export const DateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  description: 'An instant in UTC, ISO 8601 with milliseconds, e.g. 2026-11-21T09:54:33.120Z.',
  serialize: (value) => {
    if (typeof value !== 'number') throw new TypeError('An instant is given in epoch milliseconds.');
    return new Date(value).toISOString();
  },
  parseValue: (value) => {
    const instant = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(instant)) throw new GraphQLError('An instant is given in UTC, e.g. 2026-11-21T09:54:33.120Z.');
    return instant;
  },
});
