import WebSocket from 'ws';
import type { Contender } from './contender.ts';
import { numberIn, textOf } from './schedule.ts';

/** What a subscriber of this server is sent when a message is posted. */
export async function sampleOf(contender: Contender): Promise<Buffer> {
  const running = await contender.start(1);
  const { port, subprotocol, greetings } = running.introduction;
  const [init = '', subscribe = ''] = greetings[0] ?? [];
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, subprotocol);
  socket.once('open', () => socket.send(init));
  socket.once('message', () => socket.send(subscribe));
  try {
    const sample = new Promise<Buffer>((resolve) => {
      socket.on('message', (data: Buffer) => numberIn(data) >= 0 && resolve(data));
    });
    // A message from before the subscription is replayed to it.
    await running.send(textOf(0));
    return await sample;
  } finally {
    socket.terminate();
    await running.stop();
  }
}
