import { letPass } from '../../client/clock.ts';
import type { EngineAnswer, EngineRequest, Meddling } from '../../topology/meddling-proxy.ts';
import type { Random } from '../../topology/random.ts';
import type { Strike } from '../harness/fault.ts';
import type { Between } from './between-engines.ts';
import { oneOf, type ClusterRig } from './on-cluster.ts';

type Requests = Record<string, object[]>;

const THROTTLED: EngineAnswer = {
  status: 400,
  body: JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException' }),
};
const SOMETIMES = 0.3;
const FAULTY_MS = { least: 500, more: 1_500 };

const lasting = (random: Random) => letPass(FAULTY_MS.least + random() * FAULTY_MS.more);

/** F12: of DynamoDB's answers some are throttlings, some leave items unprocessed, some get lost after all was done. */
export async function spoilDynamoDb({ dynamoDb, random }: ClusterRig & Between): Promise<Strike> {
  const before = dynamoDb.hits;
  dynamoDb.meddle = (request) => (random() < SOMETIMES ? oneOf(DYNAMODB_FAULTS, random)(request) : undefined);
  await lasting(random);
  return { hits: dynamoDb.hits - before };
}

const DYNAMODB_FAULTS: readonly ((request: EngineRequest) => Meddling | undefined)[] = [
  () => ({ answered: THROTTLED }),
  () => ({ answerLost: true }),
  () => ({ dropped: true }),
  (request) => (request.operation === 'BatchWriteItem' ? onlyOneProcessed(request) : undefined),
];

function onlyOneProcessed({ body }: EngineRequest): Meddling {
  const request = JSON.parse(body) as { RequestItems: Requests };
  const unprocessed = mapValues(request.RequestItems, (items) => items.slice(1));
  const processed = mapValues(request.RequestItems, (items) => items.slice(0, 1));
  return {
    body: JSON.stringify({ ...request, RequestItems: processed }),
    change: ({ status, body: answer }) => ({
      status,
      body: JSON.stringify({ ...(JSON.parse(answer) as object), UnprocessedItems: unprocessed }),
    }),
  };
}

const mapValues = (requests: Requests, change: (items: object[]) => object[]): Requests =>
  Object.fromEntries(
    Object.entries(requests)
      .map(([table, items]) => [table, change(items)] as const)
      .filter(([, items]) => items.length > 0),
  );

/**
 * F13: Elasticsearch is away, or slow, or refuses every second document, or its answers get lost; what was on its way for long arrives once more; and
 * then the index is rebuilt from the store, while messages flow: the checker compares the new one.
 */
export async function spoilElasticsearch(rig: ClusterRig & Between): Promise<Strike> {
  const { elasticsearch, cluster, random } = rig;
  const before = elasticsearch.hits;
  const fault = oneOf([away, slow, refusingSome, forgetful], random);
  const bulks: string[] = [];
  elasticsearch.meddle = (request) => {
    if (request.path.startsWith('/_bulk')) bulks.push(request.body);
    return fault(request);
  };
  await lasting(random);
  elasticsearch.meddle = () => undefined;
  await comeOnceMore(cluster.engines.elasticsearchUrl, bulks);
  await cluster.administer('rebuild-search');
  return { hits: elasticsearch.hits - before };
}

const isBulk = ({ path }: EngineRequest) => path.startsWith('/_bulk');
const away = (): Meddling => ({ dropped: true });
const slow = (): Meddling => ({ answerDelayMs: 1_000 });
const forgetful = (request: EngineRequest): Meddling | undefined =>
  isBulk(request) ? { answerLost: true } : undefined;

async function comeOnceMore(url: string, bulks: readonly string[]): Promise<void> {
  for (const body of bulks.slice(0, 10))
    await fetch(`${url}/_bulk`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body });
}

interface BulkAnswer {
  readonly items: object[];
}

/** An entry is two lines: what to do, and the document. */
function refusingSome(request: EngineRequest): Meddling | undefined {
  if (!isBulk(request)) return undefined;
  return refusing(request, (_document, place) => place % 2 === 1, 429);
}

/** Documents that Elasticsearch never gets, and is said to have refused. @returns undefined where there are none */
export function refusing(
  { body }: EngineRequest,
  isRefused: (document: string, place: number) => boolean,
  status: number,
): Meddling | undefined {
  const lines = body.trimEnd().split('\n');
  const entries = Array.from({ length: lines.length / 2 }, (_, entry) => lines.slice(entry * 2, entry * 2 + 2));
  const refused = entries.map(([, document = ''], place) => isRefused(document, place));
  if (!refused.includes(true)) return undefined;
  const refusal = { index: { status, error: { type: 'refused', reason: `refused with ${status}` } } };
  const passing = entries.filter((_, place) => !refused[place]).flat();
  if (passing.length === 0)
    return {
      answered: { status: 200, body: JSON.stringify({ errors: true, took: 1, items: refused.map(() => refusal) }) },
    };
  return {
    body: `${passing.join('\n')}\n`,
    change: (answer) => {
      const done = JSON.parse(answer.body) as BulkAnswer;
      const items = done.items.values();
      const all = refused.map((isOut) => (isOut ? refusal : items.next().value));
      return { status: answer.status, body: JSON.stringify({ ...done, errors: true, items: all }) };
    },
  };
}
