import { cutWhileSending } from '../harness/cut-while-sending.ts';
import type { Fault } from '../harness/fault.ts';
import { onEmbedded, type EmbeddedRig } from './on-embedded.ts';

async function killServer({ server, load, random }: EmbeddedRig) {
  await load.moment(random);
  await server.kill();
  await server.start();
  return { hits: 1 };
}

export const embeddedFaults: readonly Fault[] = [
  { id: 'F1', title: 'the server is killed while messages are sent, stored and indexed', open: onEmbedded(killServer) },
  {
    id: 'F14',
    title: 'a client is cut off while it sends, and tries again ten times',
    open: onEmbedded(({ load, random }) => cutWhileSending(load, random)),
  },
];
