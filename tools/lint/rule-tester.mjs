import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, it } from 'vitest';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** ESLint's own tester, reading TypeScript, reporting through Vitest. */
export const ruleTester = new RuleTester({ languageOptions: { parser: tseslint.parser } });
