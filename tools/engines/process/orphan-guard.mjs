import { spawn } from 'node:child_process';

/** Each line names the process group that runs now, or none. The end of input means that nobody else will clean up. */
const WATCH = `
while read -r line; do group=$line; done
[ -z "$group" ] || kill -s KILL -- "-$group"
rm -rf -- "$1"
`;

/**
 * Sees to it that an engine's processes and folder do not outlive this process, however this process ends, SIGKILL
 * included: a shell in a session of its own notices that its input has ended.
 */
export class OrphanGuard {
  #shell;

  /** @param {string} folder removed with the processes */
  constructor(folder) {
    this.#shell = spawn('sh', ['-c', WATCH, 'orphan-guard', folder], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#shell.unref();
    this.#shell.stdin.on('error', () => {}); // it is gone: then there is nobody to tell
  }

  /** The process group to end. @param {number} group */
  watch(group) {
    this.#shell.stdin.write(`${group}\n`);
  }

  /** There is no process group to end for now. */
  unwatch() {
    this.#shell.stdin.write('\n');
  }

  /** Ends the watch; the folder goes with it. */
  end() {
    this.#shell.stdin.end('\n');
  }
}
