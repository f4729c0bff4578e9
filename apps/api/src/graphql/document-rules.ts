import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type DocumentNode,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { DOCUMENT_LIMITS } from './limits.ts';
import { DocumentMeasure, type Measures } from './measure.ts';

const NAMES: Record<keyof Measures, string> = {
  depth: 'levels of fields',
  aliases: 'aliases',
  directives: 'directives',
  cost: 'fields, counted with the sizes of pages',
  signIns: 'sign-in',
};
const MEASURED = Object.keys(NAMES) as (keyof Measures)[];

const tooMuch = (what: string, limit: number, nodes?: OperationDefinitionNode) =>
  new GraphQLError(`This document asks for too much: at most ${limit} ${what}.`, nodes ? { nodes } : {});

const isOperation = (node: DocumentNode['definitions'][number]): node is OperationDefinitionNode =>
  node.kind === Kind.OPERATION_DEFINITION;

/** Keeps each document within `DOCUMENT_LIMITS` (tokens are counted while it is parsed). */
function limitsRule(context: ValidationContext) {
  return {
    Document(document: DocumentNode) {
      const operations = document.definitions.filter(isOperation);
      if (operations.length > DOCUMENT_LIMITS.operations)
        context.reportError(tooMuch('operations', DOCUMENT_LIMITS.operations));
      const measure = new DocumentMeasure(context.getSchema(), (name) => context.getFragment(name));
      for (const operation of operations) reportExcess(context, operation, measure.operation(operation));
    },
  };
}

function reportExcess(context: ValidationContext, operation: OperationDefinitionNode, measures: Measures): void {
  for (const name of MEASURED)
    if (measures[name] > DOCUMENT_LIMITS[name])
      context.reportError(tooMuch(NAMES[name], DOCUMENT_LIMITS[name], operation));
}

/** The rules beside those of the GraphQL specification, for HTTP and sockets alike. */
export const documentRules = ({ introspection }: { readonly introspection: boolean }): ValidationRule[] =>
  introspection ? [limitsRule] : [limitsRule, NoSchemaIntrospectionCustomRule];
