import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { ROOT, textOf } from '../structure/repository.mjs';
import { services } from './testing/compose-file.ts';
import { DOCKERFILES, lastOf, lineageOf, stageOf, stagesOf, type Stage } from './testing/dockerfile.ts';

const APPS = 'infra/Dockerfile';
const built = services.flatMap((service) => stageOf(service) ?? []);
const images = [...new Map(built.map((stage) => [`${stage.file} ${stage.name}`.trim(), stage]))];
const named = (name: string): Stage => stagesOf(APPS).find((stage) => stage.name === name)!;

it.each(DOCKERFILES)('%s is a Dockerfile', (file) => {
  const mistakes = validate(textOf(file)).map(
    ({ range, message }) => `${range.start.line + 1}: ${JSON.stringify(message)}`,
  );
  expect(mistakes).toEqual([]);
});

it.each(DOCKERFILES)('%s begins with images of a version that does not change by itself', (file) => {
  const stages = stagesOf(file);
  const begun = stages.filter(({ base }) => !stages.some(({ name }) => name === base));
  expect(begun.length).toBeGreaterThan(0);
  for (const { base } of begun) expect(base).toMatch(/^[\w./-]+:\d+\.\d+\.\d+[\w.-]*$/);
});

it('takes files from stages that it has, and from where it says', () => {
  const names = stagesOf(APPS).map(({ name }) => name);
  const copied = stagesOf(APPS).flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'COPY'));
  const sources = copied.flatMap(({ text }) => /--from=(\S+)/.exec(text)?.[1] ?? []);
  expect(new Set(sources)).toEqual(new Set(['manifests', 'build']));
  expect(names).toEqual(expect.arrayContaining(sources));
  const fromHere = copied.flatMap(({ text }) => (text.startsWith('--from') ? [] : (text.split(' ')[0] ?? [])));
  expect(fromHere).toContain('infra/nginx/maru.conf.template');
  expect(fromHere.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

describe.each(images)('%s', (_, image) => {
  it('runs its program itself: signals reach it', () => {
    for (const keyword of ['CMD', 'ENTRYPOINT', 'HEALTHCHECK']) {
      const command = lastOf(image, keyword)?.replace(/^(--\S+ )*(CMD )?/, '');
      if (command !== undefined && command !== 'NONE') expect(JSON.parse(command), keyword).toBeInstanceOf(Array);
    }
  });

  it('runs as somebody else than root, from before it is given its command', () => {
    expect(lastOf(image, 'USER')).toMatch(/^(?!root|0)\w+/);
  });
});

it('runs on Node 24', () => {
  for (const name of ['build', 'app']) expect(named(name).base).toMatch(/^node:24\./);
});

it('installs again only where a manifest or the lock file changed', () => {
  const [copiesManifests, installs, copiesAll] = named('build').instructions.filter(({ keyword }) =>
    ['COPY', 'RUN'].includes(keyword),
  );
  expect(copiesManifests?.text).toMatch(/^--from=manifests /);
  expect(installs?.text).toBe('npm ci');
  expect(copiesAll?.text).toBe('. .');
});

it.each(['api', 'persister', 'indexer', 'admin'])('puts nothing into the image of %s but what was built', (name) => {
  const copied = lineageOf(named(name)).flatMap(({ instructions }) =>
    instructions.filter(({ keyword }) => keyword === 'COPY' || keyword === 'RUN'),
  );
  for (const { keyword, text } of copied) {
    expect(keyword).toBe('COPY');
    expect(text).toMatch(/^--from=build \/maru\/apps\/[a-z]+\/(dist|package\.json) /);
  }
});

it('asks for health without programs that images do not have', () => {
  const check = lastOf(named('api'), 'HEALTHCHECK') ?? '';
  expect(check).toContain('/health/ready');
  expect(check).toContain('fetch(');
});
