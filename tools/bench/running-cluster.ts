import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@maru/engines';

const COMMAND = join(import.meta.dirname, '../start/start-cluster.mjs');

/** What `npm run start:cluster` runs, on fresh data, without limits on rates. */
export class RunningCluster {
  private constructor(
    private readonly child: ChildProcess,
    private readonly dataDir: string,
    /** Address of each replica. */
    readonly replicas: readonly string[],
  ) {}

  static async start(): Promise<RunningCluster> {
    const dataDir = await mkdtemp(join(tmpdir(), 'maru-bench-'));
    const settings = {
      MARU_DATA_DIR: dataDir,
      MARU_PORT: String(await freePort()),
      MARU_NAMESPACE: `bench-${process.pid}`,
      MARU_RATE_LIMITS: 'off',
      MARU_LOG_LEVEL: 'error',
    };
    const child = spawn(process.execPath, [COMMAND], {
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    process.once('exit', () => child.kill('SIGTERM'));
    const replicas: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const [, url] = /replica-\w+ +(http:\S+), process/.exec(line) ?? [];
      if (url !== undefined) replicas.push(url);
      if (line.includes('Ctrl-C')) break;
    }
    child.stdout.resume();
    if (replicas.length === 0) throw new Error('The cluster did not start.');
    return new RunningCluster(child, dataDir, replicas);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill('SIGTERM');
      await once(this.child, 'exit');
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
