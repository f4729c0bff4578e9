import { send } from '../../client/own-acts.ts';
import { lostOf } from '../harness/lost-of.ts';
import type { Strike } from '../harness/fault.ts';
import type { EmbeddedRig } from './on-embedded.ts';

const BURST = 300;

/** F1: the one process there is. */
export async function killServer({ server, load, random }: EmbeddedRig): Promise<Strike> {
  await load.moment(random);
  await server.kill();
  await server.start();
  return { hits: 1 };
}

/** F2: its consumers are in it: it is killed when so many messages came at once that they have work in hand. */
export async function killBusyServer({ server, load, random }: EmbeddedRig): Promise<Strike> {
  const { host } = load.crowd;
  const { roomId, word } = load.anyRoom;
  await host.connect();
  const sending = Array.from({ length: BURST }, (_, n) =>
    send(host, roomId, `${word} burst ${n}`).then(
      ({ id }) => [id],
      () => [],
    ),
  );
  await load.moment(random, 300);
  await server.kill();
  await server.start();
  const acknowledged = (await Promise.all(sending)).flat();
  const problems = await lostOf(acknowledged, host, roomId);
  return { hits: 1, acknowledged: acknowledged.length, problems };
}

/** F28: in good order or not. */
export async function startCold({ server, load, random }: EmbeddedRig): Promise<Strike> {
  await load.moment(random);
  await (random() < 0.5 ? server.stop() : server.kill());
  await server.start();
  return { hits: 1 };
}
