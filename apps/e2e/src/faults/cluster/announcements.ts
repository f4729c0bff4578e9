import { letPass } from '../../client/clock.ts';
import { type AnnouncementProxy, type Fate, startAnnouncementProxy } from '../../topology/redis-announcements.ts';
import type { Rig } from '../harness/fault.ts';
import { onCluster, oneOf, type ClusterRig } from './on-cluster.ts';

const FATES: readonly Fate[] = ['pass', 'drop', 'double', 'late'];
/** Promised are 2 s; a machine under load takes part of it. */
const SHOWN_WITHIN_MS = 5_000;

/** F17: announcements of the feed are lost, come twice, overtake each other; and then their connections break. What comes later tells of what is missing. */
export async function spoilAnnouncements(): Promise<Rig> {
  let proxy: AnnouncementProxy | undefined;
  const wayToRedis = async (url: string) => {
    proxy = await startAnnouncementProxy(url);
    return proxy.url;
  };
  const strike = async ({ cluster, load, random }: ClusterRig) => {
    if (!proxy) throw new Error('There is no way to Redis.');
    const before = proxy.hits;
    proxy.fate = () => oneOf(FATES, random);
    await letPass(500 + random() * 500);
    proxy.fate = () => 'pass';
    await load.moment(random);
    await cluster.redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    return { hits: proxy.hits - before + 1, shownWithinMs: SHOWN_WITHIN_MS };
  };
  return onCluster(strike, { wayToRedis, neverSilent: true, close: async () => proxy?.close() })();
}
