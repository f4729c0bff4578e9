/** @typedef {import('./engine.mjs').Engine} Engine */

/**
 * Starts engines that belong together: if `start` fails, what it has kept so far is stopped.
 * @template T
 * @param {(keep: <E extends Engine>(engine: E) => E) => Promise<T>} start
 */
export const allOrNone = async (start) => {
  /** @type {Engine[]} */
  const kept = [];
  try {
    return await start((engine) => {
      kept.push(engine);
      return engine;
    });
  } catch (error) {
    await Promise.all(kept.map((engine) => engine.stop()));
    throw error;
  }
};
