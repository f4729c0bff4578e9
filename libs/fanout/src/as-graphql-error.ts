import { GraphQLError } from 'graphql';

/** Whatever was thrown, as an error that can be formatted; what it really was is its `originalError`. */
export function asGraphQLError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const originalError = thrown instanceof Error ? thrown : new Error(`Something was thrown: ${String(thrown)}`);
  return new GraphQLError(originalError.message, { originalError });
}
