import { isBuiltin } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import { ESLintUtils } from '@typescript-eslint/utils';
import { EVERY_CONFIG_MAY, EVERY_SPEC_MAY, IMPORT_TABLE } from './import-table.mjs';

/** @typedef {import('@typescript-eslint/utils').TSESTree.Node} Node */

const REPOSITORY = resolve(import.meta.dirname, '../..');
const OWN_SCOPE = '@maru/';

/** @param {string} path */
const fromRepository = (path) => relative(REPOSITORY, path).split(sep).join('/');

/** @param {string} pattern @param {string} name */
const matches = (pattern, name) => {
  if (pattern === '*') return !name.startsWith(OWN_SCOPE) && !name.startsWith('node:');
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
};
/** @param {readonly string[]} patterns @param {string} name */
const matchesAny = (patterns, name) => patterns.some((pattern) => matches(pattern, name));

/** `fs/promises` → `node:fs/promises`; `@a/b/c` → `@a/b`; `a/b?raw` → `a`. @param {string} specifier */
const packageName = (specifier) => {
  if (isBuiltin(specifier)) return specifier.startsWith('node:') ? specifier : `node:${specifier}`;
  const [first = '', second = ''] = specifier.split('?')[0]?.split('/') ?? [];
  return specifier.startsWith('@') ? `${first}/${second}` : first;
};

/** The row whose folder holds the file; the deepest one where projects lie within each other. @param {string} path */
const rowOf = (path) =>
  IMPORT_TABLE.filter((row) => path.startsWith(`${row.root}/`)).sort((a, b) => b.root.length - a.root.length)[0];

/** @param {string} path */
const isForTests = (path) => path.endsWith('.spec.ts') || path.includes('/testing/');

/** @param {import('./import-table.mjs').Row} row @param {string} path */
const allowedIn = (row, path) => {
  if (/\.config\.m?[jt]s$/.test(path)) return EVERY_CONFIG_MAY;
  return isForTests(path) ? [...row.may, ...EVERY_SPEC_MAY, ...(row.specsMay ?? [])] : row.may;
};

/**
 * Every import, in whatever form, follows the import table: no project reaches into another but by its name, and only
 * where its row says so.
 */
export default ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      forbidden: '{{root}} may not import {{name}}. It may import: {{may}} (tools/lint/import-table.mjs).',
      loadOnly: '{{root}} loads {{name}} with import() only, when it is needed.',
      deep: 'Import {{name}} by its name: what its index.ts does not export is its own.',
      testsOnly: '{{name}} is there for specs only.',
      outside: '{{root}} reaches out of its folder with {{name}}.',
      homeless: 'No row of tools/lint/import-table.mjs covers this file: say there what it may import.',
    },
  },
  defaultOptions: [],
  create(context) {
    const path = fromRepository(context.filename);
    const row = rowOf(path);
    if (!row) {
      if (!path.includes('/')) return {}; // configuration in the root folder
      return { Program: (node) => context.report({ node, messageId: 'homeless' }) };
    }
    const { root, mayLoad = [], never = [] } = row;
    const may = allowedIn(row, path);

    /** @param {Node} node @param {'forbidden' | 'loadOnly' | 'deep' | 'outside' | 'testsOnly'} messageId @param {string} name */
    const report = (node, messageId, name) =>
      context.report({ node, messageId, data: { root, name, may: [...may, ...mayLoad].join(', ') || 'nothing' } });

    /** @param {Node} node @param {string} specifier @param {'loaded' | 'static'} how */
    const check = (node, specifier, how) => {
      if (/^\.{1,2}(\/|$)/.test(specifier)) {
        const target = fromRepository(resolve(dirname(context.filename), specifier));
        if (rowOf(`${target}/`)?.root !== root) report(node, 'outside', specifier);
        else if (isForTests(target) && !isForTests(path)) report(node, 'testsOnly', specifier);
        return;
      }
      const name = packageName(specifier);
      if (name.startsWith(OWN_SCOPE) && specifier !== name) report(node, 'deep', name);
      if (matchesAny(mayLoad, name)) {
        if (how === 'static') report(node, 'loadOnly', name);
      } else if (!matchesAny(may, name) || matchesAny(never, name)) report(node, 'forbidden', name);
    };
    /** @param {Node} node @param {Node | null | undefined} source @param {'loaded' | 'static'} how */
    const checkSource = (node, source, how) => {
      if (source?.type === 'Literal' && typeof source.value === 'string') check(node, source.value, how);
    };

    return {
      ImportDeclaration: (node) => checkSource(node, node.source, node.importKind === 'type' ? 'loaded' : 'static'),
      ExportNamedDeclaration: (node) =>
        checkSource(node, node.source, node.exportKind === 'type' ? 'loaded' : 'static'),
      ExportAllDeclaration: (node) => checkSource(node, node.source, node.exportKind === 'type' ? 'loaded' : 'static'),
      ImportExpression: (node) => checkSource(node, node.source, 'loaded'),
      TSImportType: (node) => checkSource(node, node.source, 'loaded'),
      TSExternalModuleReference: (node) => checkSource(node, node.expression, 'static'),
      'CallExpression[callee.name="require"]': (
        /** @type {import('@typescript-eslint/utils').TSESTree.CallExpression} */ node,
      ) => checkSource(node, node.arguments[0], 'static'),
    };
  },
});
