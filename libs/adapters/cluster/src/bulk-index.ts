import type { Client } from '@elastic/elasticsearch';
import type { Message } from '@maru/domain';
import { bulksOf } from './bulks.ts';
import { pauseBeforeRound } from './retry-pause.ts';
import { documentOf, versionOf } from './search-documents.ts';
import type { SearchIndex } from './search-index.ts';
import { unavailable } from './unavailable.ts';

interface Refusal {
  readonly message: Message;
  readonly status: number;
  readonly reason: string;
}

const MAX_ROUNDS = 8;

/** The index has it now, or has a revision that is not older. */
const isDone = (status: number) => status < 300 || status === 409;
/** Elasticsearch is too busy, or a rebuild has just put another index in the place of this one. */
const mayPass = ({ status }: Refusal) => status === 429 || status === 503 || status === 404;

/**
 * Indexes messages, each for itself; what is refused for the moment is asked for again.
 * @throws Error where some are refused for good: all others are indexed by then, but those that are still refused for the moment
 * @throws ChatError UNAVAILABLE where some are still refused for the moment, and none for good
 */
export async function bulkIndex(client: Client, index: SearchIndex, messages: readonly Message[]): Promise<void> {
  const refusals: Refusal[] = [];
  for (const slice of bulksOf(messages)) refusals.push(...(await untilSettled(client, index, slice)));
  const forGood = refusals.filter((refusal) => !mayPass(refusal));
  const [first] = forGood.length > 0 ? forGood : refusals;
  if (!first) return;
  const { message, reason } = first;
  const failure = new Error(
    `Elasticsearch refused ${refusals.length} of ${messages.length} messages; ${message.id}: ${reason}`,
  );
  throw forGood.length > 0 ? failure : unavailable(failure);
}

async function untilSettled(client: Client, index: SearchIndex, messages: readonly Message[]): Promise<Refusal[]> {
  let refusals = await bulkOnce(client, await index.targets(), messages);
  const final: Refusal[] = [];
  for (let round = 1; round < MAX_ROUNDS; round++) {
    final.push(...refusals.filter((refusal) => !mayPass(refusal)));
    const again = new Set(refusals.filter(mayPass).map(({ message }) => message));
    if (again.size === 0) return final;
    await pauseBeforeRound(round);
    refusals = await bulkOnce(client, await index.targets(), [...again]);
  }
  return [...final, ...refusals];
}

async function bulkOnce(client: Client, indices: readonly string[], messages: readonly Message[]): Promise<Refusal[]> {
  const requests = messages.flatMap((message) => {
    const document = JSON.stringify(documentOf(message));
    return indices.map((index) => ({ message, lines: [actionLine(index, message), document] }));
  });
  const { items } = await client.bulk<string>({ operations: requests.flatMap(({ lines }) => lines) });
  return requests.flatMap(({ message }, place) => {
    const { status = 500, error } = items[place]?.index ?? {};
    return isDone(status) ? [] : [{ message, status, reason: error?.reason ?? `status ${status}` }];
  });
}

/** Written by hand: a version may be larger than the numbers of JSON.stringify. */
function actionLine(index: string, { id, revision }: Message): string {
  const [indexText, idText] = [JSON.stringify(index), JSON.stringify(id)];
  return `{"index":{"_index":${indexText},"_id":${idText},"version":${versionOf(revision)},"version_type":"external"}}`;
}
