import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where servers lie; not on everybody's PATH. */
const FOR_SERVERS = ['/usr/sbin', '/usr/local/sbin'];

/**
 * Where a program lies.
 * @param {string} name
 * @returns {Promise<string | undefined>}
 */
export const findProgram = async (name) => {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...FOR_SERVERS];
  for (const file of folders.map((folder) => join(folder, name))) {
    if (await isProgram(file)) return file;
  }
  return undefined;
};

/** Whether a file is there and may be run. @param {string} file */
export const isProgram = async (file) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
