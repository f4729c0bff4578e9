import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend, BackendNode, OpenBackend } from '@maru/adapters-contract';
import { openEmbedded } from '../open-embedded.ts';

/** The backend of the contract suites: a data folder of its own for each. */
export const openBackend: OpenBackend = async (settings): Promise<Backend> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-embedded-'));
  const nodes = new Set<BackendNode>();
  let startNewEpoch = false;
  const crashAll = async () => {
    for (const node of [...nodes]) await node.crash();
  };
  return {
    async node() {
      const opened = await openEmbedded({ ...settings, dataDir, startNewEpoch });
      startNewEpoch = false;
      // A node that is gone stays gone: closing it again, or after a crash, does nothing.
      const once = async (end: () => Promise<void>) => {
        if (nodes.delete(node)) await end();
      };
      const node: BackendNode = {
        ...opened,
        close: () => once(() => opened.close()),
        crash: () => once(() => opened.crash()),
      };
      nodes.add(node);
      return node;
    },
    restart: crashAll,
    async startNewEpoch() {
      await crashAll();
      startNewEpoch = true;
    },
    async destroy() {
      for (const node of [...nodes]) await node.close();
      await rm(dataDir, { recursive: true });
    },
  };
};
