import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').ExecFileOptions} [options]
 * @returns {Promise<string>} what it printed
 * @throws with everything it printed
 */
export const run = async (program, args, options = {}) => {
  try {
    const { stdout } = await execute(program, args, { ...options, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')} failed:\n${printed(error)}`, { cause: error });
  }
};

/** @param {unknown} error */
const printed = (error) => {
  if (!(error instanceof Error)) return String(error);
  const { stdout = '', stderr = '', message } = /** @type {Error & { stdout?: string, stderr?: string }} */ (error);
  return `${stdout}${stderr}`.trim() || message;
};
