import { startEmbedded } from '../../topology/embedded.ts';
import type { Random } from '../../topology/random.ts';
import type { Server, Settings } from '../../topology/server.ts';
import type { Rig, Strike } from '../harness/fault.ts';
import type { Load } from '../harness/load.ts';

export interface EmbeddedRig {
  readonly server: Server;
  readonly load: Load;
  readonly random: Random;
}

/** One process that the same fault strikes again and again. */
export const onEmbedded =
  (strike: (rig: EmbeddedRig) => Promise<Strike>, settings: Settings = {}) =>
  async (): Promise<Rig> => {
    const server = await startEmbedded({ MARU_HOT_WINDOW: '20000', ...settings });
    return {
      server,
      strike: (load, random) => strike({ server, load, random }),
      close: () => server.close(),
    };
  };
