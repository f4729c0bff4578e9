import { sizeOr } from './arguments.ts';
import { ChatClient } from './chat-client.ts';
import { median, percentile } from './percentiles.ts';
import { Report, say } from './report.ts';
import { RunningCluster } from './running-cluster.ts';

const ROUNDS = 3;
const ROUND_MS = sizeOr(8_000);
/** Messages on their way at any moment, however many replicas there are. */
const IN_FLIGHT = 96;
const CLIENTS = 12;

interface Sender {
  readonly client: ChatClient;
  readonly roomId: string;
}

interface Round {
  readonly perSecond: number;
  readonly latencies: readonly number[];
}

/** A room and a socket each, in turns over the replicas. */
const sendersAt = (replicas: readonly string[]): Promise<Sender[]> =>
  Promise.all(
    Array.from({ length: CLIENTS }, async (_, n) => {
      const client = await ChatClient.signedIn(replicas[n % replicas.length] ?? '');
      return { client, roomId: (await client.createRoom()).id };
    }),
  );

/** Closed loop: whenever a message is acknowledged the next one is sent. */
async function round(senders: readonly Sender[], ms: number): Promise<Round> {
  const latencies: number[] = [];
  const begun = performance.now();
  const lane = async ({ client, roomId }: Sender) => {
    for (let sent = performance.now(); sent - begun < ms; sent = performance.now()) {
      await client.send(roomId, '마루에서 만나요');
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(senders.flatMap((sender) => Array.from({ length: IN_FLIGHT / CLIENTS }, () => lane(sender))));
  return { perSecond: (latencies.length * 1_000) / (performance.now() - begun), latencies };
}

/** How many messages are acknowledged a second, through one replica and through three, in turns. */
async function run(): Promise<void> {
  const report = new Report('append');
  const cluster = await RunningCluster.start();
  try {
    const sides = { 'one replica': cluster.replicas.slice(0, 1), 'three replicas': cluster.replicas };
    const senders = await Promise.all(
      Object.entries(sides).map(async ([name, urls]) => ({
        name,
        senders: await sendersAt(urls),
        rounds: [] as Round[],
      })),
    );
    for (const side of senders) await round(side.senders, ROUND_MS / 4);
    for (let n = 0; n < ROUNDS; n++) for (const side of senders) side.rounds.push(await round(side.senders, ROUND_MS));
    const rates = senders.map(({ name, rounds }) => {
      const rate = median(rounds.map(({ perSecond }) => perSecond));
      const latencies = rounds.flatMap((one) => one.latencies);
      say(`through ${name}, ${IN_FLIGHT} messages on their way, ${ROUNDS} rounds of ${ROUND_MS} ms`);
      report.add(`${name}: acknowledged`, rate, 'messages/s');
      for (const share of [0.5, 0.99])
        report.add(`${name}: acknowledged after, p${share * 100}`, percentile(latencies, share), 'ms');
      return rate;
    });
    report.ratio('three replicas against one', rates[1] ?? NaN, rates[0] ?? NaN);
  } finally {
    await cluster.stop();
  }
  report.write();
}

await run();
