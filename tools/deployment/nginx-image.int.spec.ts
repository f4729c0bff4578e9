import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { missingEngines } from '@maru/engines';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { textOf } from '../structure/repository.mjs';
import { serviceOf } from './testing/compose-file.ts';
import { envOf, stageOf } from './testing/dockerfile.ts';

const lacks = (await missingEngines()).find(({ engine }) => engine === 'nginx')?.lacks ?? [];
const cannotRun = lacks.map(({ what, howToGet }) => ` (needs ${what}: ${howToGet})`).join('');

/** A container's standard output is a pipe, which can be opened by its name; what Node gives its children is none. */
const TEST = 'PATH="$PATH:/usr/sbin:/usr/local/sbin"; nginx -t -p "$0" -c "$0/nginx.conf" 2>&1 | cat';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maru-nginx-image-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** As the image's start script does it. Kong's name is known only where Kong is. */
function filledIn(): string {
  const stage = stageOf(serviceOf('nginx'));
  const env: Readonly<Record<string, string>> = stage ? envOf(stage) : {};
  const here = { ...env, NGINX_API_SERVERS: env['NGINX_API_SERVERS']?.replace('kong', '127.0.0.1') };
  const template = textOf('infra/nginx/maru.conf.template');
  return Object.entries(here).reduce((text, [name, value = '']) => text.replaceAll(`\${${name}}`, value), template);
}

it.skipIf(lacks.length > 0)(`NGINX takes the configuration of its image as a whole${cannotRun}`, async () => {
  const main = textOf('infra/nginx/nginx.conf').replaceAll('/tmp/', `${folder}/`);
  await writeFile(join(folder, 'nginx.conf'), main);
  await writeFile(join(folder, 'mime.types'), 'types { text/html html; }');
  await writeFile(join(folder, 'maru.conf'), filledIn());
  const { stdout } = await promisify(execFile)('sh', ['-c', TEST, folder]);
  expect(stdout).toContain('test is successful');
  expect(stdout).not.toContain('[warn]');
});
