import { existsSync } from 'node:fs';
import { StorageNotReady, type Checks, type OpenedPorts } from '@maru/chat';
import { openPorts, type Config } from '@maru/runtime';

/** Does a command's work on the storage. @throws Error where that cannot be used: it says which part, and why */
export async function withStorage(config: Config, work: (opened: OpenedPorts) => Promise<void>): Promise<void> {
  if (config.topology === 'embedded') requireDataFolder(config);
  // What fails for a moment is tried again; what does not, fails the command.
  const opened = await openPorts(config, Date.now, () => undefined);
  await requireAll(opened.checks);
  await work(opened);
  await opened.close();
}

/** Opening the storage would make it: a mistyped name would show an empty one. */
function requireDataFolder({ dataDir }: Config): void {
  if (!existsSync(dataDir))
    throw new Error(
      `There is no data folder ${dataDir}. Name it by MARU_DATA_DIR, or say MARU_TOPOLOGY=cluster if this is one.`,
    );
}

export async function requireAll(checks: Checks): Promise<void> {
  for (const [part, check] of Object.entries(checks))
    await check().catch((error: unknown) => {
      const { cause = error } = error instanceof Error ? error : {};
      throw new StorageNotReady(part, cause instanceof Error ? cause.message : String(cause), error);
    });
}
