import { expect } from 'vitest';
import { send } from '../../client/own-acts.ts';
import type { Cluster } from '../../topology/cluster.ts';
import type { EngineRequest, Meddling } from '../../topology/meddling-proxy.ts';
import type { Strike } from '../harness/fault.ts';
import type { Between } from './between-engines.ts';
import type { ClusterRig } from './on-cluster.ts';
import { refusing } from './stores.ts';

const POISON = 'poison';
const GROUPS = ['persist', 'index'] as const;
const DEAD_WITHIN_MS = 60_000;

/** F6: both stores refuse a message for good. It becomes a dead letter of both groups, what is around it flows on, and once the reason is gone it is replayed. */
export async function poison(rig: ClusterRig & Between): Promise<Strike> {
  const { cluster, load, random, dynamoDb, elasticsearch } = rig;
  const { roomId, word, writers } = load.anyRoom;
  const [writer] = writers;
  if (!writer) throw new Error('Nobody writes.');
  await load.moment(random);
  dynamoDb.meddle = refusedByDynamoDb;
  elasticsearch.meddle = (request) =>
    request.path.startsWith('/_bulk') ? refusing(request, (document) => document.includes(POISON), 400) : undefined;
  const { seq } = await send(load.crowd.host, roomId, `${word} ${POISON}`, 'http');
  const isDead = async () => (await deadSeqs(cluster, roomId)).filter((dead) => dead === seq).length;
  await expect.poll(isDead, { timeout: DEAD_WITHIN_MS, interval: 500 }).toBe(GROUPS.length);
  await load.flows(5);
  const others = (await deadSeqs(cluster, roomId)).filter((dead) => dead !== seq);
  dynamoDb.meddle = () => undefined;
  elasticsearch.meddle = () => undefined;
  for (const group of GROUPS) await cluster.administer('dead-letters', 'replay', group, '--all');
  return { hits: GROUPS.length, problems: others.map((dead) => `${dead} became a dead letter, without a reason.`) };
}

function refusedByDynamoDb({ operation, body }: EngineRequest): Meddling | undefined {
  const isPoison = operation === 'BatchWriteItem' && body.includes('-messages"') && body.includes(POISON);
  const refusal = { __type: 'com.amazon.coral.validate#ValidationException', message: 'refused' };
  return isPoison ? { answered: { status: 400, body: JSON.stringify(refusal) } } : undefined;
}

async function deadSeqs(cluster: Cluster, roomId: string): Promise<number[]> {
  const letters = JSON.parse(await cluster.administer('dead-letters', 'list', '--json')) as readonly {
    readonly event: { readonly roomId: string; readonly seq: number };
  }[];
  return letters.filter(({ event }) => event.roomId === roomId).map(({ event }) => event.seq);
}
