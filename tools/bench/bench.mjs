// Runs a benchmark by its name: node tools/bench/bench.mjs history-page
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const name = process.argv[2] ?? '';
const file = fileURLToPath(new URL(`./${name}.bench.ts`, import.meta.url));
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  process.stderr.write('Say which benchmark: npm run bench -- history-page\n');
  process.exit(1);
}
// The benchmark runs as it is loaded: afterwards nothing more can be imported.
await runnerImport(file);
