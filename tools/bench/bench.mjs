// Runs a benchmark by its name: node tools/bench/bench.mjs history-page [size] [--report=<file>]. See docs/benchmarks.md.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const name = process.argv[2] ?? '';
const file = fileURLToPath(new URL(`./${name}.bench.ts`, import.meta.url));
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  const names = readdirSync(import.meta.dirname).flatMap((found) => /^(.*)\.bench\.ts$/.exec(found)?.[1] ?? []);
  process.stderr.write(`Say which benchmark: node tools/bench/bench.mjs ${names.join(' | ')}\n`);
  process.exit(1);
}
// Whoever listens for the exit ends what it started.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
// The benchmark runs as it is loaded: afterwards nothing more can be imported.
await runnerImport(file);
