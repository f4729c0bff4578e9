// npm start: builds what is not built, then becomes the server (embedded topology), which prints its address.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Advice, build, requireDependencies, ROOT, run, say } from './build.mjs';

const HOST = process.env['MARU_HOST'] || '127.0.0.1';
const PORT = Number(process.env['MARU_PORT'] || 3000);

/** Looked at before anything is built: a newcomer should not wait for it. */
function requireFreePort() {
  return new Promise((free, taken) => {
    const probe = createServer();
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EADDRINUSE')
        free(undefined); // the server itself explains every other mistake
      else
        taken(
          new Advice(`Port ${PORT} is taken. End what uses it, or choose another: MARU_PORT=${PORT + 1} npm start`),
        );
    });
    probe.listen({ host: HOST, port: PORT }, () => probe.close(free));
  });
}

await run(async () => {
  requireDependencies();
  await requireFreePort();
  await build(['api', 'web', 'playground']);
  say('starting');
});
// A signal to npm ends its shell and does not come here: the server would go on alone.
if (process.env['npm_lifecycle_event'] !== undefined) {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch); // a second signal would end the server at once
    process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
// In this very process: signals and the exit code are the server's own.
process.chdir(ROOT);
await import(pathToFileURL(join(ROOT, 'apps/api/dist/main.js')).href);
// With port 0 only the server knows: it says so in its log.
const address = process.env['MARU_PUBLIC_URL'] || (PORT === 0 ? '' : `http://localhost:${PORT}`);
if (address) say(`open ${address} in two browser windows; Ctrl-C stops Maru`);
