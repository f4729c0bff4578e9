import {
  getOperationAST,
  Kind,
  print,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';

/** What a subscription wants to be told of each event, apart from which events it receives. */
export interface Selection {
  /** The subscription's root field. */
  readonly rootField: string;
  /** Equal for operations whose answer to one event is the same text. */
  readonly key: string;
}

interface OperationSelection {
  readonly rootField: string;
  readonly text: string;
  /** The variables that shape the answer, sorted. */
  readonly variables: readonly string[];
}

/**
 * Reads selections of validated subscription documents, each document once.
 *
 * The key is the printed operation without its name and without the arguments of the root field (they only choose which events are
 * received), plus the values of the variables that the remainder uses. Response names, fragments and directives stay.
 */
export class SelectionReader {
  private readonly known = new WeakMap<DocumentNode, Map<string, OperationSelection>>();

  constructor(private readonly schema: GraphQLSchema) {}

  read({ document, operationName, variableValues }: ExecutionArgs): Selection {
    const { rootField, text, variables } = this.operation(document, operationName ?? '');
    if (variables.length === 0) return { rootField, key: text };
    const values = variables.map((name) => [name, variableValues?.[name]]);
    return { rootField, key: `${text}\n${JSON.stringify(Object.fromEntries(values))}` };
  }

  private operation(document: DocumentNode, name: string): OperationSelection {
    let operations = this.known.get(document);
    if (!operations) this.known.set(document, (operations = new Map<string, OperationSelection>()));
    let operation = operations.get(name);
    if (!operation) operations.set(name, (operation = readOperation(this.schema, document, name)));
    return operation;
  }
}

function readOperation(schema: GraphQLSchema, document: DocumentNode, name: string): OperationSelection {
  const operationName = getOperationAST(document, name || null)?.name?.value ?? '';
  const alone = separateOperations(document)[operationName];
  if (!alone) throw new Error('A subscription document has no such operation.');
  const { rootField, stripped } = withoutRootArguments(schema, alone);
  const variables = usedVariables(stripped);
  return { rootField, text: print(withoutName(stripped, variables)), variables: [...variables].sort() };
}

function withoutRootArguments(schema: GraphQLSchema, document: DocumentNode) {
  const types = new TypeInfo(schema);
  const root = schema.getSubscriptionType();
  let rootField = '';
  const stripped = visit(
    document,
    visitWithTypeInfo(types, {
      Field(field) {
        if (types.getParentType() !== root) return undefined;
        rootField ||= field.name.value;
        return { ...field, arguments: [] };
      },
    }),
  );
  return { rootField, stripped };
}

function usedVariables(document: DocumentNode): Set<string> {
  const used = new Set<string>();
  visit(document, { VariableDefinition: () => false, Variable: (node) => void used.add(node.name.value) });
  return used;
}

function withoutName(document: DocumentNode, variables: ReadonlySet<string>): DocumentNode {
  return visit(document, {
    OperationDefinition: ({ name: _name, ...operation }) => ({
      ...operation,
      variableDefinitions: operation.variableDefinitions?.filter(({ variable }) => variables.has(variable.name.value)),
    }),
    [Kind.FRAGMENT_DEFINITION]: () => false,
  });
}
