import { fork, type ChildProcess } from 'node:child_process';
import type { Introduction } from './contender.ts';
import { PROGRAMS } from './programs.ts';
import type { Schedule } from './schedule.ts';
import type { Answer, Order } from './subscribers.ts';

type Given<Kind extends Answer['kind']> = Extract<Answer, { readonly kind: Kind }>;

/** All subscribers of a room, in some processes. Whatever is lost, doubled or out of order fails what is waited for. */
export class Audience {
  readonly #processes: readonly ChildProcess[];
  #fault: Error | undefined;

  constructor(processes: number) {
    this.#processes = Array.from({ length: processes }, () => {
      const child = fork(PROGRAMS.subscribers, { serialization: 'advanced' });
      child.on('message', (answer: Answer) => {
        if (answer.kind === 'failed') this.#fault ??= new Error(answer.reason);
      });
      return child;
    });
  }

  /** Joins those who are there already. */
  async connect(introduction: Introduction): Promise<void> {
    const { greetings } = introduction;
    await this.#ask('connected', (index) => ({
      kind: 'connect',
      introduction: { ...introduction, greetings: greetings.filter((_, n) => n % this.#processes.length === index) },
    }));
  }

  /** Resolves with every wait of every subscriber, in milliseconds. */
  async receive(schedule: Schedule): Promise<readonly number[]> {
    const answers = await this.#ask('received', () => ({ kind: 'expect', schedule }));
    return answers.flatMap(({ waits }) => [...waits]);
  }

  /** @throws what went wrong since it was last looked at: also what came after everything had come */
  async close(): Promise<void> {
    await this.#ask('closed', () => ({ kind: 'close' }));
  }

  end(): void {
    for (const child of this.#processes) child.kill();
  }

  async #ask<Kind extends Answer['kind']>(kind: Kind, order: (index: number) => Order): Promise<Given<Kind>[]> {
    const answers = await Promise.all(this.#processes.map((child, index) => answerOf(child, order(index), kind)));
    if (this.#fault) throw this.#fault;
    return answers;
  }
}

function answerOf<Kind extends Answer['kind']>(child: ChildProcess, order: Order, kind: Kind): Promise<Given<Kind>> {
  const isWanted = (answer: Answer): answer is Given<Kind> => answer.kind === kind;
  return new Promise((resolve, reject) => {
    const exited = () => reject(new Error('A process of subscribers ended.'));
    const take = (answer: Answer) => {
      child.off('message', take).off('exit', exited);
      if (isWanted(answer)) resolve(answer);
      else reject(new Error(answer.kind === 'failed' ? answer.reason : `Unexpected: ${answer.kind}`));
    };
    child.on('message', take).once('exit', exited);
    child.send(order);
  });
}
