import { availableParallelism } from 'node:os';
import { numberOr, ONLY, sizeOr } from './arguments.ts';
import { Audience } from './fan-out/audience.ts';
import type { Contender } from './fan-out/contender.ts';
import { maru, observed } from './fan-out/maru.ts';
import { buildPrograms, compileBare } from './fan-out/programs.ts';
import { bare, rawWs } from './fan-out/ready-made.ts';
import { round, type Load, type Round } from './fan-out/round.ts';
import { sampleOf } from './fan-out/sample.ts';
import { stock } from './fan-out/stock.ts';
import { median } from './percentiles.ts';
import { Report, say } from './report.ts';

const ROUNDS = numberOr('rounds', 5);
const LOAD: Load = { subscribers: sizeOr(500), perSecond: numberOr('rate', 20), seconds: numberOr('seconds', 5) };
/** Two, but where there are two processors, one of which is the server's. */
const PROCESSES = numberOr('processes', Math.min(2, Math.max(1, availableParallelism() - 1)));

const MARU = maru('maru', 'roomEvents');
/** Measured on request only. */
const OBSERVED = observed(maru('maru-observed', 'roomEvents', { MARU_METRICS: 'on' }));

interface Result {
  readonly contender: Contender;
  readonly rounds: Round[];
}

/** Every round another one is first. */
const rotated = <T>(all: readonly T[], by: number): T[] => [
  ...all.slice(by % all.length),
  ...all.slice(0, by % all.length),
];

async function measure(contenders: readonly Contender[], audience: Audience): Promise<Result[]> {
  const results = contenders.map((contender) => ({ contender, rounds: [] as Round[] }));
  for (let n = 0; n < ROUNDS; n++)
    for (const { contender, rounds } of rotated(results, n)) {
      const found = await round(contender, audience, LOAD);
      rounds.push(found);
      say(`round ${n + 1}, ${contender.name}: ${Math.round(found.deliveriesPerCpuSecond)} deliveries per CPU-second`);
    }
  return results;
}

function tell(report: Report, results: readonly Result[]): void {
  for (const { contender, rounds } of results) {
    const of = (value: (found: Round) => number) => median(rounds.map(value));
    say(contender.name);
    report.add(
      `${contender.name}: deliveries`,
      of((found) => found.deliveriesPerCpuSecond),
      '/CPU-second',
    );
    report.add(
      `${contender.name}: due to received, p50`,
      of(({ p50 }) => p50),
      'ms',
    );
    report.add(
      `${contender.name}: due to received, p99`,
      of(({ p99 }) => p99),
      'ms',
    );
    report.add(
      `${contender.name}: idle connection`,
      of((found) => found.bytesPerIdleConnection),
      'bytes',
    );
  }
  const [own, ...others] = results;
  if (own?.contender !== MARU) return;
  say('deliveries per CPU-second, Maru against the others: median of the rounds');
  for (const { contender, rounds } of others) {
    const ratios = rounds.map(
      (found, n) => (own.rounds[n]?.deliveriesPerCpuSecond ?? NaN) / found.deliveriesPerCpuSecond,
    );
    report.add(`maru against ${contender.name}`, median(ratios), 'times');
  }
}

/** One room, many subscribers over sockets in other processes: what a delivery costs, Maru's beside those of others. */
async function run(): Promise<void> {
  const report = new Report('fan-out');
  await buildPrograms();
  const sample = await sampleOf(MARU);
  const { subscribers, perSecond, seconds } = LOAD;
  say(
    `${subscribers} subscribers in ${PROCESSES} process(es), ${perSecond} messages a second for ${seconds} s, ${ROUNDS} rounds`,
  );
  report.add('a message', sample.length, 'bytes');
  const compiled = compileBare();
  say(`bare: ${compiled === undefined ? 'write() in Node, for there is no C compiler' : 'send() in C'}`);
  const all = [MARU, OBSERVED, maru('maru-base-contract', 'message'), stock, rawWs(sample), bare(sample, compiled)];
  const contenders = all.filter((one) => ONLY?.includes(one.name) ?? one !== OBSERVED);
  const audience = new Audience(PROCESSES);
  try {
    tell(
      report,
      await measure(
        contenders.filter(({ name }) => ONLY?.includes(name) ?? true),
        audience,
      ),
    );
  } finally {
    audience.end();
  }
  report.write();
}

await run();
