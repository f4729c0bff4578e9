// npm run admin -- <command>: builds apps/admin where that is needed, then becomes it. Its output is the command's alone.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, requireDependencies, ROOT, run } from './build.mjs';

await run(async () => {
  requireDependencies();
  await build(['admin'], () => undefined);
});
process.chdir(ROOT);
await import(pathToFileURL(join(ROOT, 'apps/admin/dist/main.js')).href);
