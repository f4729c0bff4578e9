import { ESLintUtils } from '@typescript-eslint/utils';

/** @typedef {import('@typescript-eslint/utils').TSESTree.Decorator} Decorator */
/** @typedef {import('@typescript-eslint/utils').TSESTree.MethodDefinition} MethodDefinition */

const ROOT_FIELDS = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * Every field of Query, Mutation and Subscription says who may call it: its method carries
 * `@Allow('…')` (apps/api/src/graphql/allow.ts) with a rule that is written out.
 */
export default ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      missing: '{{method}} names no permission rule: say who may call it with @Allow(…).',
      notWrittenOut: 'Write the permission rule of {{method}} out: @Allow takes a string, so that it can be read here.',
    },
  },
  defaultOptions: [],
  create(context) {
    /** Local name → imported name, so that `import { Query as Q }` changes nothing. @type {Map<string, string>} */
    const imported = new Map();

    /** @param {Decorator} decorator */
    const nameOf = ({ expression }) => {
      const callee = expression.type === 'CallExpression' ? expression.callee : expression;
      if (callee.type === 'MemberExpression') return callee.property.type === 'Identifier' ? callee.property.name : '';
      return callee.type === 'Identifier' ? (imported.get(callee.name) ?? callee.name) : '';
    };
    /** @param {Decorator | undefined} decorator */
    const firstArgument = (decorator) =>
      decorator?.expression.type === 'CallExpression' ? decorator.expression.arguments[0] : undefined;

    /** `@Resolver('Query')` and `@Resolver(() => Query)`. @param {MethodDefinition} node */
    const isInRootType = (node) => {
      const type = firstArgument(node.parent.parent.decorators.find((decorator) => nameOf(decorator) === 'Resolver'));
      if (type?.type === 'Literal') return ROOT_FIELDS.has(String(type.value));
      return (
        type?.type === 'ArrowFunctionExpression' && type.body.type === 'Identifier' && ROOT_FIELDS.has(type.body.name)
      );
    };
    /** @param {MethodDefinition} node */
    const isRootField = (node) =>
      node.decorators.some((decorator) => {
        const name = nameOf(decorator);
        return ROOT_FIELDS.has(name) || (name === 'ResolveField' && isInRootType(node));
      });

    return {
      ImportSpecifier: (node) => {
        if (node.imported.type === 'Identifier') imported.set(node.local.name, node.imported.name);
      },
      MethodDefinition: (node) => {
        if (!isRootField(node)) return;
        const method = context.sourceCode.getText(node.key);
        const allow = node.decorators.find((decorator) => nameOf(decorator) === 'Allow');
        const rule = firstArgument(allow);
        if (!allow) context.report({ node: node.key, messageId: 'missing', data: { method } });
        else if (rule?.type !== 'Literal' || typeof rule.value !== 'string' || rule.value === '')
          context.report({ node: allow, messageId: 'notWrittenOut', data: { method } });
      },
    };
  },
});
