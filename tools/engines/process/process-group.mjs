import { readdir, readFile } from 'node:fs/promises';

/** Sends a signal to every process of the group; one that is gone is fine. @param {number} group @param {NodeJS.Signals} signal */
export const signalGroup = (group, signal) => {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
};

/**
 * The states (a letter each, see proc(5)) of a group's processes that still run. A zombie does not.
 * @param {number} group
 * @returns {Promise<string[]>}
 */
export const groupStates = async (group) => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats
    .map(afterName)
    .filter(([state, , processGroup]) => Number(processGroup) === group && state !== 'Z')
    .map(([state = '']) => state);
};

/** `pid (name) state parent group …`, where a name may hold spaces and brackets. @param {string} stat */
const afterName = (stat) => stat.slice(stat.lastIndexOf(')') + 2).split(' ');

/** @param {unknown} error */
const isGone = (error) => error instanceof Error && 'code' in error && error.code === 'ESRCH';
