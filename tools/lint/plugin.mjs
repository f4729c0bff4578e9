import importsFollowTable from './imports-follow-table.mjs';
import resolverNamesPermission from './resolver-names-permission.mjs';

const rules = { 'imports-follow-table': importsFollowTable, 'resolver-names-permission': resolverNamesPermission };

/**
 * Maru's own lint rules: what no published rule can know.
 * (typescript-eslint types a rule's context with members that ESLint 10 dropped; hence the detour over `unknown`.)
 */
export default {
  meta: { name: 'maru' },
  rules: /** @type {Record<keyof typeof rules, import('eslint').Rule.RuleModule>} */ (/** @type {unknown} */ (rules)),
};
