import {
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { DOCUMENT_LIMITS, PARSE_OPTIONS } from './limits.ts';

/** Characters of documents whose outcome is remembered. */
const REMEMBERED_CHARACTERS = 4_000_000;
/** What an entry counts for beside its text. */
const ENTRY_SIZE = 500;
/** Errors that a document is told at once. */
const MAX_ERRORS = 10;

type Errors = readonly [GraphQLError, ...GraphQLError[]];
type Outcome = { readonly document: DocumentNode } | { readonly errors: Errors };

export interface Operation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

const refuse = (code: string, errors: readonly GraphQLError[]): Errors => {
  const [first = new GraphQLError('This document cannot be used.'), ...others] = errors;
  for (const error of [first, ...others]) error.extensions['code'] = code;
  return [first, ...others];
};

/** Lets documents in: parsed, validated and within their limits. The same for HTTP and sockets; each distinct document is looked at once. */
export class DocumentGate {
  private readonly outcomes = new LRUCache<string, Outcome>({
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: (_outcome, source) => source.length + ENTRY_SIZE,
  });

  constructor(
    private readonly schema: () => GraphQLSchema,
    private readonly rules: readonly ValidationRule[],
  ) {}

  /** @returns the operation to execute, or why there is none */
  admit(source: string, operationName: string | null | undefined): Operation | { readonly errors: Errors } {
    const outcome = this.outcome(source);
    if ('errors' in outcome) return outcome;
    const operation = getOperationAST(outcome.document, operationName);
    if (operation) return { document: outcome.document, operation };
    const message = operationName
      ? 'The document has no operation of this name.'
      : 'The document has several operations: name the one to execute.';
    return { errors: refuse('OPERATION_RESOLUTION_FAILURE', [new GraphQLError(message)]) };
  }

  private outcome(source: string): Outcome {
    if (source.length > DOCUMENT_LIMITS.characters) return { errors: refuse('GRAPHQL_VALIDATION_FAILED', [tooLong()]) };
    const known = this.outcomes.get(source);
    if (known) return known;
    const outcome = this.examine(source);
    this.outcomes.set(source, outcome);
    return outcome;
  }

  private examine(source: string): Outcome {
    let document: DocumentNode;
    try {
      document = parse(source, PARSE_OPTIONS);
    } catch (error) {
      return { errors: refuse('GRAPHQL_PARSE_FAILED', isGraphQLError(error) ? [error] : []) };
    }
    const errors = this.validate(document);
    return errors.length === 0 ? { document } : { errors: refuse('GRAPHQL_VALIDATION_FAILED', errors) };
  }

  private validate(document: DocumentNode): readonly GraphQLError[] {
    try {
      return validate(this.schema(), document, [...specifiedRules, ...this.rules], { maxErrors: MAX_ERRORS });
    } catch (error) {
      // Some rules throw what they should report (a subscription whose root field depends on a variable).
      if (isGraphQLError(error)) return [error];
      throw error;
    }
  }
}

const tooLong = () => new GraphQLError(`This document is too long: at most ${DOCUMENT_LIMITS.characters} characters.`);
const isGraphQLError = (error: unknown): error is GraphQLError => error instanceof GraphQLError;
