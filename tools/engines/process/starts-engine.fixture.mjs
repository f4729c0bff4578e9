// Starts the engine that is named and goes on until it is ended: what the specs about orphans end in every way.
import { startNginx, startRedis } from '../engines.mjs';

const starts = {
  redis: () => startRedis(),
  nginx: () => startNginx({ config: ({ host, port }) => `server { listen ${host}:${port}; }` }),
};

const engine = await starts[process.argv[2] === 'nginx' ? 'nginx' : 'redis']();
if (process.argv[3] === 'paused') await engine.pause();
console.log(JSON.stringify({ pid: engine.pid, folder: engine.folder }));
process.stdin.once('data', () => {
  throw new Error('as if by a mistake');
});
