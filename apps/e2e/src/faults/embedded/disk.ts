import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { letPass } from '../../client/clock.ts';
import type { Rig, Strike } from '../harness/fault.ts';
import { onEmbedded, type EmbeddedRig } from './on-embedded.ts';

const run = promisify(execFile);
const SIZE = '64m';
const MORE_THAN_FITS = 65 * 1024 * 1024;

/** F27: the disk is full; the data folder can only be read; the last write to it is torn. Where nothing can be mounted: the last one only. */
export async function spoilDisk(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'maru-disk-'));
  const isMounted = await mounts('-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder);
  const faults = isMounted ? [fillDisk, makeReadOnly, tearLastWrite] : [tearLastWrite];
  let next = 0;
  const strike = (rig: EmbeddedRig) => (faults[next++ % faults.length] ?? tearLastWrite)(folder, rig);
  const rig = await onEmbedded(strike, { MARU_DATA_DIR: folder })();
  return {
    ...rig,
    async close() {
      await rig.close();
      if (isMounted) await run('umount', [folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const mounts = (...args: readonly string[]): Promise<boolean> =>
  run('mount', args).then(
    () => true,
    () => false,
  );

async function fillDisk(folder: string, { load, random }: EmbeddedRig): Promise<Strike> {
  const filler = join(folder, 'filler');
  await load.moment(random);
  const { refusals } = load;
  // What still fits is written before it fails.
  await writeFile(filler, Buffer.alloc(MORE_THAN_FITS)).catch(() => undefined);
  await expect.poll(() => load.refusals, { timeout: 20_000 }).toBeGreaterThan(refusals);
  await letPass(random() * 500);
  await rm(filler);
  return { hits: 1 };
}

/** It cannot be made so while files in it are open for writing: the server is killed before, and must not start. */
async function makeReadOnly(folder: string, { server, load, random }: EmbeddedRig): Promise<Strike> {
  await load.moment(random);
  await server.kill();
  await run('mount', ['-o', 'remount,ro', folder]);
  const hasStarted = await server.start().then(
    () => true,
    () => false,
  );
  await server.kill();
  await run('mount', ['-o', 'remount,rw', folder]);
  await server.start();
  return { hits: 1, problems: hasStarted ? ['The server started where it cannot write.'] : [] };
}

/** What was being written when the power went away is there in part: bytes behind the last whole transaction that mean nothing. */
async function tearLastWrite(folder: string, { server, load, random }: EmbeddedRig): Promise<Strike> {
  await load.moment(random);
  await server.kill();
  const files = await readdir(folder);
  const logs = files.filter((file) => file.endsWith('-wal'));
  for (const log of logs) await appendFile(join(folder, log), randomBytes(Math.floor(random() * 6_000)));
  await server.start();
  return { hits: 1, problems: logs.length === 0 ? [`There is no log among ${files.join(', ')}.`] : [] };
}
