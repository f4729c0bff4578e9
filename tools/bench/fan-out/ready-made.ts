import { once } from 'node:events';
import { connect } from 'node:net';
import WebSocket from 'ws';
import type { Contender } from './contender.ts';
import { serverFrame } from './frames.ts';
import { PROGRAMS } from './programs.ts';
import { numberIn, renumbered } from './schedule.ts';
import { ServerProcess } from './server-process.ts';

const silent = (subscribers: number): readonly (readonly string[])[] => Array.from({ length: subscribers }, () => []);

/** A `ws` server that is given what Maru sends, and sends it to everybody. @param sample what Maru sends */
export const rawWs = (sample: Buffer): Contender => ({
  name: 'raw-ws',
  start: async (subscribers) => {
    const { server, port } = await ServerProcess.listening([process.execPath, PROGRAMS.rawWs]);
    const publisher = new WebSocket(`ws://127.0.0.1:${port}`);
    await once(publisher, 'open');
    const send = async (text: string) => publisher.send(renumbered(sample, numberIn(Buffer.from(text))));
    return {
      process: server,
      introduction: { port, subprotocol: '', greetings: silent(subscribers) },
      send,
      // There is nobody before the subscribers come.
      sendElsewhere: send,
      stop: async () => {
        publisher.terminate();
        await server.stop();
      },
    };
  },
});

/**
 * The floor: a loop over plain TCP that sends the same bytes, the header of the frame among them. In C with `send()`, without a compiler in Node
 * with `write()`.
 */
export const bare = (sample: Buffer, program: string | undefined): Contender => ({
  name: 'bare',
  start: async (subscribers) => {
    const { server, port } = await ServerProcess.listening(
      program === undefined ? [process.execPath, PROGRAMS.bare] : [program],
    );
    const publisher = connect(port, '127.0.0.1').setNoDelay(true);
    await once(publisher, 'connect');
    const send = async (text: string) => {
      const frame = serverFrame(renumbered(sample, numberIn(Buffer.from(text))));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(frame.length);
      publisher.write(Buffer.concat([length, frame]));
    };
    return {
      process: server,
      introduction: { port, subprotocol: undefined, greetings: silent(subscribers) },
      send,
      sendElsewhere: send,
      stop: async () => {
        publisher.destroy();
        await server.stop();
      },
    };
  },
});
