import {
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { asGraphQLError } from './as-graphql-error.ts';
import { SelectionReader, type Selection } from './selection.ts';

/** A GraphQL result as JSON, in UTF-8: at hand, or being made. It never rejects. */
export type Payload = Buffer | Promise<Buffer>;

export interface SharedExecutionOptions {
  readonly schema: GraphQLSchema;
  /** A context for one execution. It belongs to no viewer: whoever may receive the event receives the same answer. */
  createContext(): unknown;
  formatErrors(errors: readonly GraphQLError[]): readonly GraphQLFormattedError[];
}

const isPromise = (result: ExecutionResult | Promise<ExecutionResult>): result is Promise<ExecutionResult> =>
  'then' in result;

/** A subscription as far as executing its events is concerned. */
export interface SharedOperation extends Selection {
  readonly args: ExecutionArgs;
}

/**
 * Executes an event under a selection once and serialises the result once, however many receive it.
 *
 * Payloads are remembered for as long as the event object lives. An event must not change once it was pushed.
 */
export class SharedExecution {
  /** Since the start: payloads that were handed out, one for each event and receiver; and executions that were really done for them. */
  readonly counts = { deliveries: 0, executions: 0 };
  private readonly payloads = new WeakMap<object, Map<string, Payload>>();
  private readonly selections: SelectionReader;

  constructor(private readonly options: SharedExecutionOptions) {
    this.selections = new SelectionReader(options.schema);
  }

  /** @param args of a validated subscription operation */
  operation(args: ExecutionArgs): SharedOperation {
    return { ...this.selections.read(args), args };
  }

  payload(event: object, operation: SharedOperation): Payload {
    this.counts.deliveries++;
    let bySelection = this.payloads.get(event);
    if (!bySelection) this.payloads.set(event, (bySelection = new Map<string, Payload>()));
    const known = bySelection.get(operation.key);
    if (known !== undefined) return known;
    const payload = this.execute(event, operation);
    bySelection.set(operation.key, payload);
    // Who comes later gets the bytes themselves, and need not wait a turn for them.
    if (!Buffer.isBuffer(payload)) void payload.then((bytes) => bySelection.set(operation.key, bytes));
    return payload;
  }

  private execute(event: object, { args, rootField }: SharedOperation): Payload {
    this.counts.executions++;
    try {
      const result = execute({
        ...args,
        schema: this.options.schema,
        rootValue: { [rootField]: event },
        contextValue: this.options.createContext(),
      });
      if (!isPromise(result)) return this.serialise(result);
      return result.then((done) => this.serialise(done)).catch((error: unknown) => this.fault(error));
    } catch (error) {
      return this.fault(error);
    }
  }

  private fault(error: unknown): Buffer {
    return this.serialise({ errors: [asGraphQLError(error)] });
  }

  private serialise({ data, errors }: ExecutionResult): Buffer {
    if (!errors) return Buffer.from(JSON.stringify({ data }));
    // A location would point into the document of whoever came first.
    const formatted = this.options.formatErrors(errors).map(({ locations: _locations, ...error }) => error);
    return Buffer.from(JSON.stringify({ data, errors: formatted }));
  }
}
