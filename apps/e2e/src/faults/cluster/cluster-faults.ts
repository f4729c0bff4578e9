import { goAway, SMALL_HOT_WINDOW } from '../harness/away.ts';
import { cutWhileSending } from '../harness/cut-while-sending.ts';
import type { Fault } from '../harness/fault.ts';
import { subscribeDuringFlood } from '../harness/flood.ts';
import { spoilAnnouncements } from './announcements.ts';
import { betweenEngines } from './between-engines.ts';
import { shiftClocks } from './clocks.ts';
import { startCold } from './cold-start.ts';
import { onCluster } from './on-cluster.ts';
import {
  handleTwice,
  killConsumers,
  killReplica,
  loseConsumers,
  pauseConsumers,
  stopAllConsumers,
} from './processes.ts';
import { poison } from './poison.ts';
import { fillRedis, killRedis } from './redis.ts';
import { loseThePrimary } from './sentinels.ts';
import { spoilDynamoDb, spoilElasticsearch } from './stores.ts';

export const clusterFaults: readonly Fault[] = [
  { id: 'F1', title: 'an API replica is killed while messages are sent', open: onCluster(killReplica) },
  { id: 'F2', title: 'consumers are killed after they wrote', open: betweenEngines(killConsumers) },
  { id: 'F3', title: 'consumers are gone for ever, with work in hand', open: () => betweenEngines(loseConsumers())() },
  { id: 'F4', title: 'two consumers handle the same entries', open: betweenEngines(handleTwice) },
  { id: 'F5', title: 'consumers sleep for long and go on with old work', open: betweenEngines(pauseConsumers) },
  { id: 'F6', title: 'both stores refuse a message for good', open: betweenEngines(poison) },
  {
    id: 'F7',
    title: 'Redis is killed and comes back with its append-only file',
    open: onCluster(killRedis, { mayWithdraw: true }),
  },
  { id: 'F8', title: 'the primary of Redis is lost, a replica is promoted', open: loseThePrimary },
  { id: 'F10', title: 'Redis is full', open: onCluster(fillRedis) },
  { id: 'F11', title: 'all consumers are down under load', open: onCluster(stopAllConsumers) },
  { id: 'F12', title: 'DynamoDB throttles, leaves items, loses answers', open: betweenEngines(spoilDynamoDb) },
  { id: 'F13', title: 'Elasticsearch is away, slow, refusing, forgetful', open: betweenEngines(spoilElasticsearch) },
  {
    id: 'F14',
    title: 'a client is cut off while it sends, and tries again ten times',
    open: onCluster(({ load, random }) => cutWhileSending(load, random)),
  },
  {
    id: 'F15',
    title: 'a client is away: for as long as the hot window reaches, and for longer',
    open: onCluster(({ load, random }) => goAway(load, random), { settings: SMALL_HOT_WINDOW }),
  },
  {
    id: 'F16',
    title: 'clients subscribe while 1,000 messages a second are sent',
    open: onCluster(({ load, random }) => subscribeDuringFlood(load, random)),
  },
  { id: 'F17', title: 'announcements are lost, doubled, reordered; their connections break', open: spoilAnnouncements },
  { id: 'F21', title: 'clocks jump, up to five minutes ahead or back', open: shiftClocks },
  {
    id: 'F28',
    title: 'every process and Redis are ended and started cold',
    open: onCluster(startCold, { mayWithdraw: true }),
  },
];
