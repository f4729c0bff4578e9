import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../structure/repository.mjs';

export interface BuiltApi {
  readonly url: string;
  stop(): Promise<void>;
}

/** The API as it was built, embedded, on a free port, with data of its own. */
export async function startBuiltApi(settings: Readonly<Record<string, string>>): Promise<BuiltApi> {
  const data = await mkdtemp(join(tmpdir(), 'maru-built-api-'));
  const api = spawn(process.execPath, [join(ROOT, 'apps/api/dist/main.js')], {
    env: { ...process.env, MARU_TOPOLOGY: 'embedded', MARU_PORT: '0', MARU_DATA_DIR: data, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(api, 'exit');
  const stop = async () => {
    api.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true });
  };
  for await (const line of createInterface({ input: api.stdout })) {
    const url = /"url":"([^"]+)"/.exec(line)?.[1];
    if (url === undefined) continue;
    api.stdout.resume();
    return { url, stop };
  }
  throw new Error('The API ended before it was up. Is it built? npm run build');
}
