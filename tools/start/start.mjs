// npm start: builds what is not built, then becomes the server (embedded topology), which prints its address.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, requireDependencies, ROOT, run, say } from './build.mjs';
import { endWithNpm } from './end-with-npm.mjs';
import { requireFreePort } from './require-free-port.mjs';

const HOST = process.env['MARU_HOST'] || '127.0.0.1';
const PORT = Number(process.env['MARU_PORT'] || 3000);

await run(async () => {
  requireDependencies();
  await requireFreePort(HOST, PORT, 'npm start');
  await build(['api', 'web', 'playground']);
  say('starting');
});
endWithNpm();
// In this very process: signals and the exit code are the server's own.
process.chdir(ROOT);
await import(pathToFileURL(join(ROOT, 'apps/api/dist/main.js')).href);
// With port 0 only the server knows: it says so in its log.
const address = process.env['MARU_PUBLIC_URL'] || (PORT === 0 ? '' : `http://localhost:${PORT}`);
if (address) say(`open ${address} in two browser windows; Ctrl-C stops Maru`);
