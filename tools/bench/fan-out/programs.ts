import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'vite';

const HERE = import.meta.dirname;
const OUT_DIR = join(HERE, '../dist');
const ROOT = join(HERE, '../../..');
const NX = join(ROOT, 'node_modules/nx/dist/bin/nx.js');

/** Programs that run in processes of their own, as they lie on the disk. */
export const PROGRAMS = {
  maru: join(ROOT, 'apps/api/dist/main.js'),
  stock: join(OUT_DIR, 'stock.js'),
  rawWs: join(OUT_DIR, 'raw-ws.js'),
  subscribers: join(OUT_DIR, 'subscribers.js'),
  bare: join(OUT_DIR, 'bare.js'),
} as const;

/** Builds them all. Packages stay outside: each program loads what is installed. */
export async function buildPrograms(): Promise<void> {
  await build({
    configFile: false,
    root: HERE,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir: OUT_DIR,
      emptyOutDir: true,
      rolldownOptions: {
        input: {
          stock: 'stock/main.ts',
          'raw-ws': 'raw-ws-server.ts',
          bare: 'bare-server.ts',
          subscribers: 'subscribers.ts',
        },
      },
    },
  });
  run(process.execPath, [NX, 'run', '@maru/api:build', '--outputStyle=static-failures-only']);
}

/** The floor, in C; undefined where there is no compiler. */
export function compileBare(): string | undefined {
  const { error } = spawnSync('cc', ['--version']);
  if (error) return undefined;
  const program = join(OUT_DIR, 'bare');
  run('cc', ['-O2', '-Wall', '-o', program, join(HERE, 'bare-server.c')]);
  return program;
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`This failed: ${command} ${args.join(' ')}`);
}
