const HEARTBEAT_SECONDS = 15;

/** Says in a plain line what is going on. @param {string} line */
export const say = (line) => process.stderr.write(`engines: ${line}\n`);

/**
 * Says that a long step begins, goes on and is done.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} step
 */
export const withProgress = async (what, step) => {
  const begin = Date.now();
  const seconds = () => Math.round((Date.now() - begin) / 1000);
  say(`${what} …`);
  const heartbeat = setInterval(() => say(`${what}, ${seconds()} s …`), HEARTBEAT_SECONDS * 1000);
  try {
    const result = await step();
    say(`${what}: done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
};
