import type { RebuildProgress } from '@maru/chat';
import type { Config } from '@maru/runtime';
import { UsageError, type Arguments } from './command-line.ts';
import { say } from './output.ts';
import { requireAll, withStorage } from './with-storage.ts';

const SAY_EVERY_MS = 1_000;

/** Builds the search anew from the message store. */
export function rebuildSearch(config: Config, { words }: Arguments): Promise<void> {
  if (words.length > 0) throw new UsageError('rebuild-search takes nothing more.');
  return withStorage(config, async ({ maintenance, searchChecks }) => {
    await requireAll(searchChecks);
    const progress = new Progress();
    await maintenance.rebuildSearch((step) => progress.tell(step));
    say(`The search was rebuilt: ${progress.summary()}.`);
  });
}

/** Says how far a rebuild has come, every second. */
class Progress {
  #saidAt = 0;
  #messages = 0;
  /** The first batch tells where an interrupted rebuild goes on: the rate is that of what comes after it. */
  #first: { readonly at: number; readonly messages: number } | undefined;

  tell(step: RebuildProgress): void {
    if (step.phase === 'indexing') {
      this.#messages = step.messages;
      this.#first ??= { at: Date.now(), messages: step.messages };
    }
    if (Date.now() < this.#saidAt + SAY_EVERY_MS) return;
    this.#saidAt = Date.now();
    say(
      step.phase === 'indexing'
        ? this.summary()
        : `waiting until the persister has stored ${step.unstored} events that are in the log`,
    );
  }

  summary(): string {
    const { at, messages } = this.#first ?? { at: Date.now(), messages: 0 };
    const seconds = (Date.now() - at) / 1_000;
    const rate = seconds > 0 ? Math.round((this.#messages - messages) / seconds) : 0;
    return `${this.#messages} messages${rate > 0 ? `, ${rate} a second` : ''}`;
  }
}
