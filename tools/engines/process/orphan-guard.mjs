import { spawn } from 'node:child_process';

/** Reads until a line (all is well) or the end of input (its parent is gone: nobody else will clean up). */
const WATCH = 'read -r line || { kill -s KILL -- "-$1"; rm -rf -- "$2"; }';

/**
 * Sees to it that a process group and its folder do not outlive this process, however this process ends, SIGKILL
 * included: a shell of its own session notices that its input has ended.
 *
 * @param {number} group
 * @param {string} folder
 * @returns {() => void} ends the watch: the group is gone, or stopped by its owner
 */
export const guardOrphan = (group, folder) => {
  const shell = spawn('sh', ['-c', WATCH, 'orphan-guard', String(group), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  shell.stdin.on('error', () => {});
  return () => shell.stdin.end('\n');
};
