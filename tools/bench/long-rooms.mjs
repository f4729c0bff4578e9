// Fills rooms in a fresh data folder, for looking at them and for scenarios, and prints their ids:
// node tools/bench/long-rooms.mjs <data folder> <session key of a member> <messages>…
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

await runnerImport(fileURLToPath(new URL('./long-rooms.ts', import.meta.url)));
