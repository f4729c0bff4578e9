import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema-types.d.ts';

/** Writes a GraphQL document whose types follow from schema.graphql. `schema-types.d.ts` is generated and never committed. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  // A fragment's fields are used where they are, not unwrapped first.
  disableMasking: true;
  scalars: { DateTime: string; ID: string };
}>();
