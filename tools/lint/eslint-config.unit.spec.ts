import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, it, onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
/** The texts below are in no TypeScript project: rules that need types are out of reach here. */
const withoutTypes: Linter.Config[] = [
  tseslint.configs.disableTypeChecked,
  { languageOptions: { parserOptions: { projectService: false } } },
];
const eslint = new ESLint({ cwd: root, overrideConfig: withoutTypes });
const rulesBroken = async (path: string, code: string) => {
  const [result] = await eslint.lintText(code, { filePath: resolve(root, path) });
  return result?.messages.map(({ ruleId, message }) => ruleId ?? message);
};
const vue = (template: string) =>
  `<script setup lang="ts">\nconst x = 'x';\n</script>\n<template>\n  ${template}\n</template>\n`;
const lines = (count: number) => 'void 0;\n'.repeat(count);

it.each([
  ['imports-follow-table', 'libs/chat/src/x.ts', `import fs from 'node:fs';\nvoid fs;`],
  ['resolver-names-permission', 'apps/api/src/room/room.resolver.ts', `export class R { @Query() rooms() {} }`],
  ['no-explicit-any', 'apps/api/src/x.ts', `export const x: any = 1;`],
  ['ban-ts-comment', 'libs/domain/src/x.ts', `// @ts-expect-error: we know better\nexport const x: string = 1;`],
  ['ban-ts-comment', 'libs/domain/src/x.ts', `// @ts-ignore\nexport const x: string = 1;`],
  ['max-lines-per-function', 'libs/fanout/src/x.ts', `export function x() {\n${lines(60)}}`],
  ['max-statements', 'apps/e2e/src/x.e2e.spec.ts', `it('does much', () => {\n${lines(41)}});`],
  ['no-restricted-properties', 'apps/api/src/x.ts', `export const x = process.env.PORT;`],
  ['no-restricted-properties', 'libs/adapters/embedded/src/x.ts', `const { env } = process;\nvoid env;`],
  ['no-restricted-imports', 'apps/api/src/x.ts', `import { env } from 'node:process';\nvoid env;`],
  ['no-restricted-globals', 'libs/domain/src/x.ts', `export const x = Buffer.from('x');`],
  ['no-restricted-globals', 'libs/chat/src/x.ts', `export const x = process.uptime();`],
  ['no-restricted-syntax', 'libs/chat/src/rooms/index.ts', `export * from './create-room.ts';`],
  ['no-restricted-syntax', 'apps/api/src/x.ts', `export { y } from './y.ts';`],
  ['no-restricted-syntax', 'apps/web/src/x.ts', `export const x = (y: Element) => (y.innerHTML = 'x');`],
  ['no-restricted-syntax', 'libs/domain/src/x.unit.spec.ts', `it.only('runs alone', () => {});`],
  ['extensions', 'libs/domain/src/x.ts', `import { room } from './room';\nvoid room;`],
  ['extensions', 'libs/domain/src/x.ts', `import type { Room } from './room';\nexport type X = Room;`],
  ['no-extraneous-dependencies', 'apps/web/src/x.ts', `import zod from 'zod';\nvoid zod;`],
  ['no-extraneous-dependencies', 'apps/web/src/x.ts', `import { it } from 'vitest';\nvoid it;`],
  ['no-console', 'apps/api/src/x.ts', `console.log('x');`],
  ['no-v-html', 'apps/web/src/X.vue', vue('<p v-html="x" />')],
  ['no-restricted-static-attribute', 'apps/web/src/X.vue', vue('<q-chat-message text-html="x" />')],
  ['no-restricted-v-bind', 'apps/web/src/X.vue', vue('<q-chat-message :text-html="x" />')],
  ['no-restricted-v-bind', 'apps/web/src/X.vue', vue('<p :innerHTML="x" />')],
  [
    'component-api-style',
    'apps/web/src/X.vue',
    `<script lang="ts">\nexport default { data: () => ({}) };\n</script>\n`,
  ],
])('reports %s in %s', async (rule, path, code) => {
  expect(await rulesBroken(path, code)).toContainEqual(expect.stringMatching(new RegExp(`(^|/)${rule}$`)));
});

it.each([
  ['libs/runtime/src/x.ts', `export const x = process.env.PORT;`],
  ['libs/chat/src/index.ts', `export * from './ports.ts';`],
  ['libs/adapters/contract/src/index.ts', `export * from './feed.contract.ts';`],
  ['libs/domain/src/x.unit.spec.ts', `import { it } from 'vitest';\nit('works', () => void 0);`],
  ['tools/x.mjs', `console.log(process.env.CI);`],
  ['apps/web/src/X.vue', vue('<p>{{ x }}</p>')],
])('finds nothing to report in %s', async (path, code) => {
  expect(await rulesBroken(path, code)).toEqual([]);
});

it('cannot be silenced by a comment', async () => {
  const code = `// eslint-disable-next-line @typescript-eslint/no-explicit-any\nexport const x: any = 1;`;
  expect(await rulesBroken('libs/domain/src/x.ts', code)).toContain('@typescript-eslint/no-explicit-any');
});

it('reports import cycles through several files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'maru-lint-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, 'a.ts'), `import { b } from './b.ts';\nexport const a = () => b;`);
  writeFileSync(join(folder, 'b.ts'), `import { c } from './c.ts';\nexport const b = () => c;`);
  writeFileSync(join(folder, 'c.ts'), `import { a } from './a.ts';\nexport const c = () => a;`);
  const [result] = await new ESLint({
    cwd: folder,
    overrideConfigFile: resolve(root, 'eslint.config.mjs'),
    overrideConfig: withoutTypes,
  }).lintFiles('a.ts');
  expect(result?.messages.map(({ ruleId }) => ruleId)).toContain('import-x/no-cycle');
});
