import { goAway, SMALL_HOT_WINDOW } from '../harness/away.ts';
import { cutWhileSending } from '../harness/cut-while-sending.ts';
import type { Fault } from '../harness/fault.ts';
import { subscribeDuringFlood } from '../harness/flood.ts';
import { spoilDisk } from './disk.ts';
import { killBusyServer, killServer, startCold } from './killed.ts';
import { onEmbedded } from './on-embedded.ts';

export const embeddedFaults: readonly Fault[] = [
  { id: 'F1', title: 'the server is killed while messages are sent', open: onEmbedded(killServer) },
  { id: 'F2', title: 'the server is killed while its consumers have work in hand', open: onEmbedded(killBusyServer) },
  {
    id: 'F14',
    title: 'a client is cut off while it sends, and tries again ten times',
    open: onEmbedded(({ load, random }) => cutWhileSending(load, random)),
  },
  {
    id: 'F15',
    title: 'a client is away: for as long as the hot window reaches, and for longer',
    open: onEmbedded(({ load, random }) => goAway(load, random), SMALL_HOT_WINDOW),
  },
  {
    id: 'F16',
    title: 'clients subscribe while 1,000 messages a second are sent',
    open: onEmbedded(({ load, random }) => subscribeDuringFlood(load, random)),
  },
  { id: 'F27', title: 'the disk is full, or read-only; the last write is torn', open: spoilDisk },
  { id: 'F28', title: 'the server is ended and started cold', open: onEmbedded(startCold) },
];
