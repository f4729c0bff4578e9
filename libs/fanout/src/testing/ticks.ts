import {
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type GraphQLFieldConfig,
} from 'graphql';
import { LiveSource, type Sink } from '../live-source.ts';

export interface Tick {
  readonly n: number;
  readonly text: string;
  /** What `late` waits for. */
  readonly ripe?: Promise<void>;
}

/** A source of ticks for any number of sinks, which it counts. */
export class Hub {
  readonly sinks = new Set<Sink<Tick>>();

  source(): LiveSource<Tick> {
    return new LiveSource(async (sink) => {
      this.sinks.add(sink);
      return () => this.sinks.delete(sink);
    });
  }

  tell(tick: Tick): void {
    for (const sink of [...this.sinks]) sink.next(tick);
  }

  complete(): void {
    for (const sink of [...this.sinks]) sink.complete();
  }

  fail(error: unknown): void {
    for (const sink of [...this.sinks]) sink.fail(error);
  }
}

const text = new GraphQLNonNull(GraphQLString);

const TickType = new GraphQLObjectType<Tick>({
  name: 'Tick',
  fields: {
    n: { type: new GraphQLNonNull(GraphQLInt) },
    text: {
      type: text,
      args: { times: { type: GraphQLInt, defaultValue: 1 } },
      resolve: (tick, { times }: { times: number }) => tick.text.repeat(times),
    },
    late: { type: text, resolve: (tick) => tick.ripe?.then(() => 'ripe') },
    broken: {
      type: GraphQLString,
      resolve: () => {
        throw new Error('a secret of the server');
      },
    },
  },
});

type RootField = GraphQLFieldConfig<unknown, unknown, Record<string, unknown>>;

/** Every root field of Subscription takes an argument that chooses what is received, and nothing else. */
const subscription = (subscribe: (after: unknown) => unknown): RootField => ({
  type: new GraphQLNonNull(TickType),
  args: { after: { type: GraphQLInt } },
  subscribe: (_root, { after }) => subscribe(after),
});

const fail = (message: string) => (): never => {
  throw new Error(message);
};

interface TickSource {
  source(): LiveSource<Tick>;
}

export interface TickFields {
  readonly ticks: TickSource;
  readonly alarms?: TickSource;
  /** What the query `answer` resolves to. */
  readonly answer?: () => Promise<string>;
  /** What subscribing to `waiting` waits for. */
  readonly wait?: (after: unknown) => Promise<unknown>;
}

export function tickSchema({ ticks, alarms = new Hub(), answer, wait }: TickFields): GraphQLSchema {
  return new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: {
        answer: { type: text, resolve: answer ?? (() => 'yes') },
        broken: { type: text, resolve: fail('a secret of the server') },
      },
    }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: {
        ticks: subscription(() => ticks.source()),
        alarms: subscription(() => alarms.source()),
        refused: subscription(fail('not for you')),
        waiting: subscription(async (after) => {
          await wait?.(after);
          return ticks.source();
        }),
      },
    }),
  });
}
