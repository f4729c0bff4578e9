import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject, vi } from 'vitest';
import { freePort } from './free-port.ts';

const COMMAND = fileURLToPath(new URL('../../../../tools/start/start-cluster.mjs', import.meta.url));
const STARTS_WITHIN_MS = 80_000;
const STOPS_WITHIN_MS = 30_000;

/** What `npm run start:cluster` runs once it has built everything, on the DynamoDB and the Elasticsearch that all files share, with a Redis of its own. */
export class StartedCluster {
  #log = '';

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly dataDir: string,
  ) {
    for (const output of [child.stdout, child.stderr])
      output?.setEncoding('utf8').on('data', (text: string) => (this.#log += text));
  }

  static async start(): Promise<StartedCluster> {
    const [port, dataDir] = [await freePort(), await mkdtemp(join(tmpdir(), 'maru-e2e-'))];
    const settings = {
      MARU_PORT: String(port),
      MARU_DATA_DIR: dataDir,
      MARU_RATE_LIMITS: 'off',
      MARU_NAMESPACE: `e2e-${randomUUID()}`,
      DYNAMODB_ENDPOINT: inject('dynamoDbEndpoint'),
      ELASTICSEARCH_URL: inject('elasticsearchUrl'),
    };
    const child = spawn(process.execPath, [COMMAND, '--no-build'], {
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const cluster = new StartedCluster(`http://localhost:${port}`, child, dataDir);
    await cluster.says(`open ${cluster.url}`, STARTS_WITHIN_MS);
    return cluster;
  }

  get log(): string {
    return this.#log;
  }

  /** Process ids of its parts, by name, as its log last named them. */
  get processes(): ReadonlyMap<string, number> {
    const named = this.#log.matchAll(/ {2}([\w-]+) .*process (\d+)$/gm);
    return new Map([...named].map(([, name = '', pid]) => [name, Number(pid)]));
  }

  /** Resolves once its log has this text. */
  async says(text: string, withinMs = 30_000): Promise<void> {
    await vi.waitFor(
      () => {
        if (!this.#log.includes(text)) throw new Error(`It did not say: ${text}\n${this.#log}`);
      },
      { timeout: withinMs, interval: 50 },
    );
  }

  /** Ends it as Ctrl-C does. @returns its exit code */
  async stop(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit', { signal: AbortSignal.timeout(STOPS_WITHIN_MS) });
      this.child.kill('SIGINT');
      await ended;
    }
    await rm(this.dataDir, { recursive: true, force: true });
    return this.child.exitCode;
  }
}
