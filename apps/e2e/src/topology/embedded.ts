import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { ServerProcess } from './server-process.ts';
import type { Server, Settings } from './server.ts';

/** The workspace's build; or another one, such as a copy that was unpacked elsewhere. */
const API = process.env['MARU_E2E_API'] ?? fileURLToPath(new URL('../../../api/dist/main.js', import.meta.url));

/** One Node process with its own data folder. */
export async function startEmbedded(settings: Settings): Promise<Server> {
  if (!existsSync(API)) throw new Error('The API is not built. Run: npm run build -w apps/api');
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const api = new ServerProcess(API, url, {
    MARU_TOPOLOGY: 'embedded',
    MARU_HOST: '127.0.0.1',
    MARU_PORT: String(port),
    MARU_DATA_DIR: dataDir,
    MARU_RATE_LIMITS: 'off',
    ...settings,
  });
  await api.start();
  return {
    urls: [url],
    start: () => api.start(),
    stop: () => api.end('SIGTERM'),
    kill: async () => {
      await api.end('SIGKILL');
    },
    logs: () => api.logs(),
    close: async () => {
      await api.end('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
