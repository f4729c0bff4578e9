import { Engine } from './engine.mjs';
import { makeRunFolder } from './run-folder.mjs';

/**
 * Runs a program that is no engine under the same care: started when it answers, never outliving this process.
 * @param {Omit<import('./engine.mjs').Program, 'folder'>} program
 * @returns {Promise<Engine>}
 */
export const startProgram = async (program) => {
  const engine = new Engine({ ...program, folder: await makeRunFolder(program.name) });
  await engine.start();
  return engine;
};
