import { setTimeout as sleep } from 'node:timers/promises';
import { sizeOr } from './arguments.ts';
import { ChatClient } from './chat-client.ts';
import { percentile } from './percentiles.ts';
import { Report, say } from './report.ts';
import { RunningCluster } from './running-cluster.ts';

const PER_SECOND = sizeOr(100);
const SECONDS = 20;
const WARM_UP_SECONDS = 4;
const TICK_MS = 2;

/** A sender at one replica, and who follows the room at each. */
async function roomAcross(replicas: readonly string[]) {
  const sender = await ChatClient.signedIn(replicas[0] ?? '');
  const room = await sender.createRoom();
  const readers = await Promise.all(replicas.map((url) => sender.also(url)));
  return { sender, room, readers };
}

/**
 * Open loop: messages are due at an even rate, whether or not the server keeps up, and every wait counts from when its message was due.
 * @returns for each replica the waits of its reader, in milliseconds
 */
async function measure(replicas: readonly string[], seconds: number): Promise<number[][]> {
  const { sender, room, readers } = await roomAcross(replicas);
  const count = PER_SECOND * seconds;
  const begun = performance.now() + 200;
  const dueAt = (n: number) => begun + (n * 1_000) / PER_SECOND;
  const waits = readers.map((reader) => {
    const own: number[] = [];
    reader.follow(room, (text) => own.push(performance.now() - dueAt(Number(text))));
    return own;
  });
  const answers: Promise<void>[] = [];
  while (answers.length < count) {
    while (answers.length < count && dueAt(answers.length) <= performance.now())
      answers.push(sender.send(room.id, String(answers.length)));
    await sleep(TICK_MS);
  }
  await Promise.all(answers);
  while (waits.some((own) => own.length < count)) await sleep(TICK_MS);
  for (const client of [sender, ...readers]) client.close();
  return waits;
}

/** How long after it was due a message is with readers at the sender's replica, and at the others. */
async function run(): Promise<void> {
  const report = new Report('delivery');
  const cluster = await RunningCluster.start();
  try {
    await measure(cluster.replicas, WARM_UP_SECONDS);
    const [own = [], ...others] = await measure(cluster.replicas, SECONDS);
    say(`${PER_SECOND} messages a second for ${SECONDS} s, from due to received`);
    const across = others.flat();
    for (const share of [0.5, 0.99]) {
      const [here, there] = [percentile(own, share), percentile(across, share)];
      report.add(`at the sender's replica, p${share * 100}`, here, 'ms');
      report.add(`at the other replicas, p${share * 100}`, there, 'ms');
      report.ratio(`other replicas against the sender's, p${share * 100}`, there, here);
    }
  } finally {
    await cluster.stop();
  }
  report.write();
}

await run();
