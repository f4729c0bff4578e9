import { letPass } from '../../client/clock.ts';
import type { ServerProcess } from '../../topology/server-process.ts';
import type { Strike } from '../harness/fault.ts';
import { type Between, slowWrites } from './between-engines.ts';
import { killAndStart, LEASE_MS, oneOf, type ClusterRig } from './on-cluster.ts';

const TAKEN_OVER_WITHIN_MS = 60_000;

const oneOfEach = ({ cluster, random }: ClusterRig) => [
  oneOf(cluster.persisters, random),
  oneOf(cluster.indexers, random),
];

/** F1: of three replicas one is killed; its clients go to another one. */
export async function killReplica({ cluster, load, random }: ClusterRig): Promise<Strike> {
  await load.moment(random);
  await killAndStart([oneOf(cluster.replicas, random)]);
  return { hits: 1 };
}

/** F2: a persister and an indexer, after they wrote and before they hear of it. */
export async function killConsumers(rig: ClusterRig & Between): Promise<Strike> {
  slowWrites(rig, () => 300 * rig.random());
  await rig.load.moment(rig.random);
  const killed = oneOfEach(rig);
  await killAndStart(killed);
  return { hits: killed.length };
}

/** F3: they are never started again; the other two take over what they had in hand. */
export function loseConsumers() {
  let lost: ServerProcess[] = [];
  return async (rig: ClusterRig & Between): Promise<Strike> => {
    // Two that were lost before are replaced now, so that two can be lost again.
    await Promise.all(lost.map((process) => process.start()));
    slowWrites(rig, () => 300 * rig.random());
    await rig.load.moment(rig.random);
    lost = oneOfEach(rig);
    await Promise.all(lost.map((process) => process.end('SIGKILL')));
    return { hits: lost.length, drainsWithinMs: TAKEN_OVER_WITHIN_MS };
  };
}

/** F4: what one has in hand is given to the other, over and over, while the first still works on it. */
export async function handleTwice(rig: ClusterRig & Between): Promise<Strike> {
  const before = rig.dynamoDb.hits + rig.elasticsearch.hits;
  slowWrites(rig, () => LEASE_MS * (1 + rig.random()));
  await letPass(LEASE_MS * (3 + 2 * rig.random()));
  return { hits: rig.dynamoDb.hits + rig.elasticsearch.hits - before };
}

/** F5: they sleep for several leases, wake up and go on with what they had in hand then. */
export async function pauseConsumers(rig: ClusterRig & Between): Promise<Strike> {
  slowWrites(rig, () => 300 * rig.random());
  await rig.load.moment(rig.random);
  const paused = oneOfEach(rig);
  for (const process of paused) process.pause();
  await letPass(LEASE_MS * (1.5 + 2 * rig.random()));
  for (const process of paused) process.resume();
  return { hits: paused.length };
}

/** F11: nobody consumes; nothing leaves the log, and all of it can be read. */
export async function stopAllConsumers({ cluster, load, random }: ClusterRig): Promise<Strike> {
  const consumers = [...cluster.persisters, ...cluster.indexers];
  await Promise.all(consumers.map((process) => process.end(random() < 0.5 ? 'SIGKILL' : 'SIGTERM')));
  const before = load.acknowledged;
  await load.moment(random, 2 * LEASE_MS);
  await load.flows(20);
  const appended = load.acknowledged - before;
  const kept = Number(await cluster.redis.command('EVAL', LOG_LENGTH, '0', cluster.settings['MARU_NAMESPACE'] ?? ''));
  const problems =
    kept < appended ? [`Of ${appended} messages that nobody stored, ${appended - kept} have left the log.`] : [];
  await Promise.all(consumers.map((process) => process.start()));
  return { hits: consumers.length, problems };
}

const LOG_LENGTH = `
local length = 0
for partition = 0, 63 do length = length + redis.call('XLEN', ARGV[1] .. ':{p' .. partition .. '}:log') end
return length`;
