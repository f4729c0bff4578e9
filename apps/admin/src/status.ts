import { REQUIRED_GROUPS } from '@maru/chat';
import type { Config } from '@maru/runtime';
import { UsageError, type Arguments } from './command-line.ts';
import { say, sayJson, sayTable } from './output.ts';
import { withStorage } from './with-storage.ts';

/** How far the consumers are behind, and how much they could not handle. */
export function showStatus(config: Config, { words, json }: Arguments): Promise<void> {
  if (words.length > 0) throw new UsageError('status takes nothing more.');
  return withStorage(config, async ({ ports: { roomEvents }, maintenance }) => {
    const groups = await Promise.all(
      REQUIRED_GROUPS.map(async (group) => ({ group, ...(await roomEvents.backlog(group)) })),
    );
    const logLength = await maintenance.logLength();
    if (json) return sayJson({ logLength, groups });
    sayTable(
      groups.map(({ group, lag, pending, deadLetters }) => ({
        group,
        'not handled': lag,
        'in hand or failing': pending,
        'dead letters': deadLetters,
      })),
    );
    say(`The log holds ${logLength} events.`);
  });
}
