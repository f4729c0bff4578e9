import { DEFAULT_LIMITS } from '@maru/chat';
import { z } from 'zod';

const onOff = z.enum(['on', 'off']).transform((value) => value === 'on');
const whole = (min: number, max: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.number().min(min).max(max));

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text);
}
const origin = z.string().refine(isOrigin, 'must be an origin such as https://chat.example.com, without a path');
const address = (...protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );
/** As the cluster's adapters read it, who say more about it. */
const SENTINELS = /^rediss?\+sentinel:\/\/([^@/?]*@)?[^@/?]+\/[^/?]+(\/\d+)?(\?.*)?$/;
const redisAddress = z
  .string()
  .refine(
    (text) => SENTINELS.test(text) || address('redis:', 'rediss:').safeParse(text).success,
    'must be redis://host:port, or redis+sentinel://host:port,host:port/<name of the primary> (with TLS: rediss…)',
  );
const originList = z
  .string()
  .transform((list) =>
    list
      .split(/[\s,]+/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .pipe(z.array(origin));

/** Every setting: its variable, its form, its default. The only place that knows them. */
const settings = z.object({
  MARU_TOPOLOGY: z.enum(['embedded', 'cluster']).default('embedded').describe('how the parts are put together'),
  MARU_HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  MARU_PORT: whole(0, 65_535).default(3000).describe('port to listen on; 0 for any free one'),
  MARU_DATA_DIR: z.string().min(1).default('./data').describe('folder of the storage (embedded)'),
  REDIS_URL: redisAddress
    .default('redis://127.0.0.1:6379')
    .describe('where Redis is (cluster): the log, the feed, presence; or its Sentinels'),
  DYNAMODB_ENDPOINT: address('http:', 'https:')
    .default('http://127.0.0.1:8000')
    .describe('where DynamoDB is (cluster): over http DynamoDB Local, over https AWS'),
  ELASTICSEARCH_URL: address('http:', 'https:')
    .default('http://127.0.0.1:9200')
    .describe('where Elasticsearch is (cluster): the search'),
  MARU_NAMESPACE: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and -, and begin with a letter')
    .default('maru')
    .describe('begins every name in the engines (cluster): keeps deployments apart that share them'),
  MARU_PUBLIC_URL: origin.optional().describe('the one own origin; http://localhost:<port> by default'),
  MARU_ALLOWED_ORIGINS: originList.default([]).describe('other origins that may call, comma- or space-separated'),
  MARU_EMBED_ORIGINS: originList
    .default([])
    .describe('origins of the pages that may show the client in a frame, comma- or space-separated'),
  MARU_HOT_WINDOW: whole(1, 100_000).default(1_000).describe('events per room that a cursor can be resumed from'),
  MARU_LOCALE: z.enum(['ko', 'en']).default('ko').describe('language of server-made notices'),
  MARU_INTROSPECTION: onOff.default(true).describe('whether clients may ask for the schema'),
  MARU_PLAYGROUND: onOff
    .default(true)
    .describe('whether /graphql shows the playground to a browser, and /voyager the map of the schema'),
  MARU_HANDLE_GRACE_MS: whole(0, 86_400_000)
    .default(DEFAULT_LIMITS.pageHoldMs)
    .describe("how long a page's name is held after its connection broke, in milliseconds"),
  MARU_GUEST_HOLD_DAYS: whole(1, 3_650)
    .default(30)
    .describe("how long a guest's name is held after the guest was last seen"),
  MARU_MAX_MESSAGE_LENGTH: whole(1, 20_000)
    .default(DEFAULT_LIMITS.maxMessageCodePoints)
    .describe('code points of a message, at most'),
  MARU_CONSUMER_LEASE_MS: whole(10, 3_600_000)
    .default(30_000)
    .describe('after how long a silence another consumer takes over what one had in hand (cluster), in milliseconds'),
  MARU_MAX_CONNECTIONS: whole(1, 1_000_000).default(20_000).describe('sockets of one process'),
  MARU_MAX_CONNECTIONS_PER_ADDRESS: whole(1, 1_000_000)
    .default(5_000)
    .describe('sockets of one process that come from one address; behind a proxy all of them do'),
  MARU_NEW_EPOCH: onOff
    .default(false)
    .describe('on for the first start after a backup was restored (embedded): old cursors must resync'),
  MARU_REPLICA: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .default('local')
    .describe('name of this process in answers and logs'),
  MARU_METRICS: onOff
    .default(false)
    .describe('whether the API answers /metrics, to whoever asks it directly; consumer services always do'),
  OTEL_EXPORTER_OTLP_ENDPOINT: address('http:', 'https:')
    .optional()
    .describe('an OpenTelemetry collector (OTLP over HTTP) that traces are sent to; without it nothing is traced'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, 'must be a number from 0 to 1')
    .default('1')
    .transform(Number)
    .describe('which part of the traces that begin here is recorded: from 0 to 1'),
  MARU_LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('least level that is logged'),
});

type Settings = z.output<typeof settings>;

export interface Config {
  readonly topology: Settings['MARU_TOPOLOGY'];
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly redisUrl: string;
  readonly dynamoDbEndpoint: string;
  readonly elasticsearchUrl: string;
  readonly namespace: string;
  /** Undefined: the loopback address of the port that is listened on. */
  readonly publicUrl: string | undefined;
  readonly allowedOrigins: readonly string[];
  /** Origins of the pages that may show the client in a frame, besides the own. */
  readonly embedOrigins: readonly string[];
  readonly hotWindow: number;
  readonly locale: 'ko' | 'en';
  readonly introspection: boolean;
  readonly playground: boolean;
  readonly pageHoldMs: number;
  readonly guestHoldMs: number;
  readonly maxMessageCodePoints: number;
  readonly consumerLeaseMs: number;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  readonly startNewEpoch: boolean;
  readonly replica: string;
  /** Whether the API tells its metrics. */
  readonly metrics: boolean;
  /** Undefined: nothing is traced. */
  readonly otlpEndpoint: string | undefined;
  readonly traceRatio: number;
  readonly logLevel: Settings['MARU_LOG_LEVEL'];
}

/** All mistakes of the environment, one per line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Reads the settings from the environment. Empty variables count as absent; variables of others are ignored.
 * @param env the process's own by default
 * @throws ConfigError naming every mistake at once
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  const value = parsed.data;
  return {
    topology: value.MARU_TOPOLOGY,
    host: value.MARU_HOST,
    port: value.MARU_PORT,
    dataDir: value.MARU_DATA_DIR,
    redisUrl: value.REDIS_URL,
    dynamoDbEndpoint: value.DYNAMODB_ENDPOINT,
    elasticsearchUrl: value.ELASTICSEARCH_URL,
    namespace: value.MARU_NAMESPACE,
    publicUrl: value.MARU_PUBLIC_URL,
    allowedOrigins: value.MARU_ALLOWED_ORIGINS,
    embedOrigins: value.MARU_EMBED_ORIGINS,
    hotWindow: value.MARU_HOT_WINDOW,
    locale: value.MARU_LOCALE,
    introspection: value.MARU_INTROSPECTION,
    playground: value.MARU_PLAYGROUND,
    pageHoldMs: value.MARU_HANDLE_GRACE_MS,
    guestHoldMs: value.MARU_GUEST_HOLD_DAYS * DAY_MS,
    maxMessageCodePoints: value.MARU_MAX_MESSAGE_LENGTH,
    consumerLeaseMs: value.MARU_CONSUMER_LEASE_MS,
    maxConnections: value.MARU_MAX_CONNECTIONS,
    maxConnectionsPerAddress: value.MARU_MAX_CONNECTIONS_PER_ADDRESS,
    startNewEpoch: value.MARU_NEW_EPOCH,
    replica: value.MARU_REPLICA,
    metrics: value.MARU_METRICS,
    otlpEndpoint: value.OTEL_EXPORTER_OTLP_ENDPOINT,
    traceRatio: value.OTEL_TRACES_SAMPLER_ARG,
    logLevel: value.MARU_LOG_LEVEL,
  };
}
