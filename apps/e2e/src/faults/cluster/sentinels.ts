import { startRedisWithSentinels } from '@maru/engines';
import { expect } from 'vitest';
import type { Rig, Strike } from '../harness/fault.ts';
import { onCluster, type ClusterRig } from './on-cluster.ts';

const PROMOTED_WITHIN_MS = 30_000;
/** Sentinels whose clock stumbled, as on a busy machine, do nothing for 30 s; more than once, where it does again. */
const IN_STEP_WITHIN_MS = 100_000;

/** A primary takes no writes that no replica has (docs/adr/0013). */
const REPLICATED = { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '1' };

/** F8: the primary is killed, its replica is promoted by the Sentinels; the former primary comes back as its replica. */
export async function loseThePrimary(): Promise<Rig> {
  const redis = await startRedisWithSentinels({ settings: REPLICATED });
  const sentinels = redis.sentinels.map(({ host, port }) => `${host}:${port}`).join(',');
  const strike = async ({ load, random }: ClusterRig): Promise<Strike> => {
    const former = await redis.primary();
    await load.moment(random);
    await former.kill();
    await expect
      .poll(async () => (await redis.primary()).port, { timeout: PROMOTED_WITHIN_MS, interval: 100 })
      .not.toBe(former.port);
    await former.restart();
    const inStep = async () => (await former.command('INFO', 'replication')).includes('master_link_status:up');
    await expect.poll(inStep, { timeout: IN_STEP_WITHIN_MS, interval: 100 }).toBe(true);
    return { hits: 1 };
  };
  const settings = { REDIS_URL: `redis+sentinel://${sentinels}/${redis.name}` };
  return onCluster(strike, { settings, mayWithdraw: true, close: () => redis.stop() })();
}
