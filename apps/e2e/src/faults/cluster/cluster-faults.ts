import { cutWhileSending } from '../harness/cut-while-sending.ts';
import type { Fault } from '../harness/fault.ts';
import { onCluster } from './on-cluster.ts';
import { killConsumers, killReplica } from './processes.ts';
import { killRedis } from './redis.ts';

export const clusterFaults: readonly Fault[] = [
  { id: 'F1', title: 'an API replica is killed while messages are sent', open: onCluster(killReplica) },
  { id: 'F2', title: 'consumers are killed with work in hand', open: onCluster(killConsumers) },
  {
    id: 'F7',
    title: 'Redis is killed and comes back with its append-only file',
    open: onCluster(killRedis, { mayWithdraw: true }),
  },
  {
    id: 'F14',
    title: 'a client is cut off while it sends, and tries again ten times',
    open: onCluster(({ load, random }) => cutWhileSending(load, random)),
  },
];
