import { crc32 } from 'node:zlib';
import { randomFrom } from '../../topology/random.ts';
import { FAULT_RUNS, FAULT_VERSIONS, SEED, TOPOLOGY } from '../../topology/run-settings.ts';
import { gatherCrowd, type Crowd } from './crowd.ts';
import { examine } from './examine.ts';
import type { Fault, Rig } from './fault.ts';
import { journalOf, writeDown, type JournalEntry } from './journal.ts';
import { Load } from './load.ts';
import type { Verdict } from './verdict.ts';

const SHOWN_LOG_CHARACTERS = 6_000;
/** After the fault, so many more messages of everybody have to get through. */
const RECOVERED = 5;

/**
 * Brings a fault upon one system at random moments, one after the other, and examines each time what became of it. Runs that the journal has are passed
 * over. After a run with problems the next one gets another system.
 * @param stop ends it after the run in hand, as Ctrl-C does
 * @returns all problems, with the seeds of their runs
 */
export async function runFault(fault: Fault, stop: AbortSignal): Promise<string[]> {
  const done = new Set(journalOf(fault.id, TOPOLOGY).map(({ run }) => run));
  const problems: string[] = [];
  let stage: Stage | undefined;
  try {
    for (let run = 1; run <= FAULT_RUNS && !stop.aborted; run++) {
      if (done.has(run)) continue;
      stage ??= await Stage.open(fault);
      const entry = await runOnce(fault, stage, run);
      writeDown(entry);
      console.log(summaryOf(entry));
      if (entry.problems.length === 0) continue;
      console.error([...entry.problems, stage.rig.server.logs().slice(-SHOWN_LOG_CHARACTERS)].join('\n'));
      problems.push(...entry.problems.map((problem) => `${fault.id}, run ${run}, seed ${entry.seed}: ${problem}`));
      await stage.rig.close();
      stage = undefined;
    }
  } finally {
    await stage?.rig.close();
  }
  return problems;
}

/** A system and the people on it. */
class Stage {
  private constructor(
    readonly rig: Rig,
    readonly crowd: Crowd,
  ) {}

  static async open(fault: Fault): Promise<Stage> {
    const rig = await fault.open();
    try {
      return new Stage(rig, await gatherCrowd(rig.server));
    } catch (error) {
      await rig.close();
      throw error;
    }
  }
}

async function runOnce(fault: Fault, stage: Stage, run: number): Promise<JournalEntry> {
  const { id, title } = fault;
  const verdict = await judge(stage, crc32(`${SEED} ${id} ${TOPOLOGY} ${run}`));
  const at = new Date().toISOString();
  return { fault: id, title, topology: TOPOLOGY, run, seed: SEED, versions: FAULT_VERSIONS, at, ...verdict };
}

async function judge({ rig, crowd }: Stage, seed: number): Promise<Verdict> {
  const random = randomFrom(seed);
  let load: Load | undefined;
  try {
    load = await Load.begin(rig.server, crowd, random);
    if (!rig.neverSilent) load.fallSilent(random);
    const strike = await rig.strike(load, random);
    await load.flows(RECOVERED);
    await load.stopWriting();
    return await examine(load, rig, strike);
  } catch (error) {
    return { ...NOTHING, problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  } finally {
    await load?.end().catch(() => undefined);
  }
}

const NOTHING: Verdict = {
  hits: 0,
  acknowledged: 0,
  lost: 0,
  doubled: 0,
  withdrawn: 0,
  resyncs: 0,
  refusals: 0,
  longestUntilShownMs: 0,
  drainedAfterMs: 0,
  problems: [],
};

function summaryOf(entry: JournalEntry): string {
  const { fault, topology, run, acknowledged, lost, doubled, withdrawn, resyncs, problems } = entry;
  const counts = `${acknowledged} acknowledged, ${lost} lost, ${doubled} doubled, ${withdrawn} withdrawn, ${resyncs} resyncs`;
  const times = `shown after at most ${entry.longestUntilShownMs} ms, drained after ${entry.drainedAfterMs} ms`;
  const outcome = problems.length === 0 ? 'held' : `${problems.length} PROBLEMS (seed ${entry.seed})`;
  return `${fault} ${topology} ${run}/${FAULT_RUNS}: ${outcome}: ${counts}; ${times}`;
}
