import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openEmbedded, type EmbeddedOptions, type EmbeddedPorts } from '../open-embedded.ts';

/** An empty folder that goes when the test has finished. */
export async function dataDirForTest(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-embedded-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  return dataDir;
}

/** Opens a folder; closes it, if the test has not done so, when the test has finished. */
export async function openForTest(dataDir: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPorts> {
  const opened = await openEmbedded({ dataDir, hotWindow: 10, maxDeliveries: 3, clock: Date.now, ...options });
  let closed: Promise<void> | undefined;
  const node = { ...opened, close: () => (closed ??= opened.close()) };
  onTestFinished(() => node.close());
  return node;
}
