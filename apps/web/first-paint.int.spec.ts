import { build } from 'vite';
import { expect, it } from 'vitest';
import { firstPaint } from './first-paint.config.ts';

/** A client with the screens of the real one, each as large as this many random letters. */
const client = (letters: number) => {
  const code = Array.from({ length: letters }, (_, n) => ((n * 2_654_435_761) % 36).toString(36)).join('');
  const files: Readonly<Record<string, string>> = {
    'index.ts':
      "import('./src/session/SignIn.vue'); import('./src/app/SignedIn.vue'); import('./src/app/StartPage.vue');",
  };
  return {
    name: 'client',
    resolveId: (id: string) => (/^(?:\.\/src\/|index)/.test(id) ? `/client/${id.replace(/^\.\//, '')}` : undefined),
    load: (id: string) =>
      id.startsWith('/client/')
        ? (files[id.slice('/client/'.length)] ?? `console.log(${JSON.stringify(id + code)});`)
        : undefined,
  };
};

const built = (budget: number) =>
  build({
    configFile: false,
    logLevel: 'silent',
    plugins: [client(2_000), firstPaint(budget)],
    build: { write: false, rolldownOptions: { input: 'index.ts' } },
  });

it('fails a build whose first paint takes more than the budget, and no other', async () => {
  await expect(built(100_000)).resolves.toBeDefined();
  await expect(built(100)).rejects.toThrow(/first paint of sign-in: .* kB gzipped of 0\.1 kB/);
});
