export { asGraphQLError } from './as-graphql-error.ts';
export { GraphQLSocket, type GraphQLSocketOptions, type Prepared } from './graphql-socket.ts';
export { LiveSource, type Detach, type Sink } from './live-source.ts';
export { SharedExecution, type SharedExecutionOptions } from './shared-execution.ts';
