import { join } from 'node:path';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { createNodeResolver, flatConfigs as importX } from 'eslint-plugin-import-x';
import vue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { IMPORT_TABLE } from './tools/lint/import-table.mjs';
import maru from './tools/lint/plugin.mjs';

const TYPED = ['**/*.ts', '**/*.vue'];
const TESTS = ['**/*.spec.ts', 'libs/**/testing/**/*.ts', 'libs/adapters/contract/**/*.ts', 'apps/e2e/**/*.ts'];
const BUILD_TIME = ['**/*.config.ts', '**/*.config.mjs', 'tools/**'];

const HTML_FROM_DATA = [
  {
    selector: 'MemberExpression[property.name=/^(inner|outer)HTML$|^insertAdjacentHTML$/]',
    message: 'Text is shown as text: no HTML from data.',
  },
  { selector: 'Property[key.name=/^(inner|outer)HTML$/]', message: 'Text is shown as text: no HTML from data.' },
];
const RE_EXPORTS = [
  {
    selector: ':matches(ExportAllDeclaration, ExportNamedDeclaration[source])',
    message: 'Only the index.ts of a lib exports what others define.',
  },
];
const SILENT_TESTS = [
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|fails)$/]',
    message: 'Every test runs. What cannot run here says why with skipIf.',
  },
];

/**
 * What a package.json must list; specs and configurations may use what the workspace's root lists as well.
 * @type {import('eslint').Linter.Config[]}
 */
const listedDependencies = IMPORT_TABLE.map(({ root }) => ({
  files: [`${root}/**/*.spec.ts`, `${root}/**/testing/**`, `${root}/**/*.config.ts`, `${root}/**/*.config.mjs`],
  rules: {
    'import-x/no-extraneous-dependencies': [
      'error',
      { packageDir: [join(import.meta.dirname, root), import.meta.dirname] },
    ],
  },
}));

export default defineConfig(
  globalIgnores(['**/dist/**', '**/node_modules/**', '**/data/**', '**/coverage/**', '**/.cache/**', '**/*.d.ts']),
  { linterOptions: { noInlineConfig: true } },

  js.configs.recommended,
  { files: TYPED, extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked] },
  { files: ['**/*.vue'], extends: [vue.configs['flat/recommended']] },
  importX.recommended,
  prettier,

  {
    plugins: { maru },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.mjs', '.js', '.vue'] })],
      'import-x/extensions': ['.ts', '.mjs', '.vue'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'], 'vue-eslint-parser': ['.vue'] },
    },
    rules: {
      'maru/imports-follow-table': 'error',

      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-undef': 'off', // the type checker's work, in .mjs as well
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...HTML_FROM_DATA, ...RE_EXPORTS],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read once, in libs/runtime.' },
      ],
      'no-restricted-imports': [
        'error',
        { paths: ['node:process', 'process'].map((name) => ({ name, importNames: ['env'] })) },
      ],

      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-self-import': 'error',
      'import-x/no-extraneous-dependencies': 'error',
      'import-x/extensions': ['error', 'ignorePackages', { checkTypeImports: true }],
      // The type checker sees these better, and `import graphql, { … }` is nobody's mistake here.
      'import-x/namespace': 'off',
      'import-x/named': 'off',
      'import-x/default': 'off',
      'import-x/no-named-as-default': 'off',
      'import-x/no-named-as-default-member': 'off',
      'import-x/no-unresolved': 'off',
    },
  },
  ...listedDependencies,

  {
    files: TYPED,
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      'maru/resolver-names-permission': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, minimumDescriptionLength: 3 }],
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // A string is spread into its code points on purpose: limits count them.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      // Matters of taste, where the other form says no less.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Close codes come as numbers from any client; the enum only names some.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_$', ignoreRestSiblings: true },
      ],
      // A port's method is asynchronous by its promise, also where this adapter has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['libs/domain/**/*.ts', 'libs/chat/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer', 'global', 'require', 'setImmediate', '__dirname', '__filename', 'document', 'window'],
      ],
    },
  },
  {
    files: ['**/*.vue'],
    rules: {
      'vue/no-v-html': 'error',
      'vue/no-restricted-static-attribute': ['error', '/-html$/', '/Html$/', '/^innerhtml$/i'],
      'vue/no-restricted-v-bind': ['error', '/-html$/', '/Html$/', '/^innerhtml$/i', '/^outerhtml$/i'],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'off',
    },
  },
  {
    files: TESTS,
    rules: {
      // `describe` holds many tests: what is counted is statements, so that no single test grows long.
      'max-lines-per-function': 'off',
      'no-console': 'off',
      'max-statements': ['error', 40],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': ['error', ...HTML_FROM_DATA, ...RE_EXPORTS, ...SILENT_TESTS],
    },
  },
  {
    files: ['libs/**/src/index.ts', 'tools/engines/engines.mjs'],
    rules: { 'no-restricted-syntax': ['error', ...HTML_FROM_DATA] },
  },
  {
    files: ['libs/runtime/**/*.ts', 'apps/e2e/src/topology/**'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
  {
    files: ['apps/api/**/*.ts'],
    // GraphQL models are classes for their decorators' sake: plain objects of that shape are what resolvers return.
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    files: ['tools/bench/fan-out/stock/**/*.ts'],
    // What Maru is compared with knows no permissions, and is written as the documentation of NestJS has it.
    rules: { 'maru/resolver-names-permission': 'off', '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    files: BUILD_TIME,
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
);
