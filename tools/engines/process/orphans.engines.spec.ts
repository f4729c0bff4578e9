import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { groupStates } from './process-group.mjs';

const FIXTURE = join(import.meta.dirname, 'starts-engine.fixture.mjs');

const startParent = async (...args: string[]) => {
  const parent = spawn(process.execPath, [FIXTURE, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const engine = JSON.parse(String(line)) as { pid: number; folder: string };
  expect(await groupStates(engine.pid)).not.toEqual([]);
  return { parent, engine };
};

const expectNothingLeft = ({ pid, folder }: { pid: number; folder: string }) =>
  vi.waitFor(
    async () => {
      expect(await groupStates(pid)).toEqual([]);
      expect(existsSync(folder)).toBe(false);
    },
    { timeout: 10_000 },
  );

it.each(['SIGINT', 'SIGTERM', 'SIGKILL', 'SIGHUP'] as const)(
  'nothing outlives a parent that %s ends',
  async (signal) => {
    const { parent, engine } = await startParent('redis');
    parent.kill(signal);
    await expectNothingLeft(engine);
  },
);

it('nothing outlives a parent that ends by a mistake of its own', async () => {
  const { parent, engine } = await startParent('redis');
  parent.stdin.write('\n');
  await expectNothingLeft(engine);
});

it('the workers of an engine do not outlive the parent either', async () => {
  const { parent, engine } = await startParent('nginx');
  expect(await groupStates(engine.pid)).toHaveLength(2);
  parent.kill('SIGKILL');
  await expectNothingLeft(engine);
});

it('a paused engine does not outlive its parent', async () => {
  const { parent, engine } = await startParent('redis', 'paused');
  parent.kill('SIGKILL');
  await expectNothingLeft(engine);
});

it('the workers of an engine do not outlive its leader', async () => {
  const { parent, engine } = await startParent('nginx');
  process.kill(engine.pid, 'SIGKILL');
  await vi.waitFor(async () => expect(await groupStates(engine.pid)).toEqual([]), { timeout: 10_000 });
  parent.kill('SIGKILL');
  await expectNothingLeft(engine);
});
