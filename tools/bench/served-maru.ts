import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProgram } from '@maru/engines';

/** What `npm start` runs, on fresh data. */
export async function serveMaru() {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-bench-'));
  const program = await startProgram({
    name: 'api',
    command: process.execPath,
    args: ['--no-warnings', join(import.meta.dirname, '../../apps/api/dist/main.js')],
    env: { ...process.env, MARU_PORT: String(port), MARU_DATA_DIR: dataDir, MARU_LOG_LEVEL: 'error' },
    answers: () => fetch(`${url}/health/live`),
    startSeconds: 60,
  });
  const stop = async () => {
    await program.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url, stop };
}
