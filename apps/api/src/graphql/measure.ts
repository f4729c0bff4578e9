import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { MAX_PAGE_SIZE } from './limits.ts';

/** How much an operation asks for. */
export interface Measures {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly cost: number;
  readonly signIns: number;
}

type Type = GraphQLNamedType | null | undefined;

const NOTHING: Measures = { depth: 0, aliases: 0, directives: 0, cost: 0, signIns: 0 };
const PAGE_ARGUMENTS = new Set(['first', 'last', 'limit']);
const SIGN_INS = new Set(['setUser', 'guestSignIn']);
/** Its own types refer to each other deeply; whoever may ask for the schema may do so with the usual query. */
const INTROSPECTION = new Set(['__schema', '__type']);

const add = (a: Measures, b: Measures): Measures => ({
  depth: Math.max(a.depth, b.depth),
  aliases: a.aliases + b.aliases,
  directives: a.directives + b.directives,
  cost: a.cost + b.cost,
  signIns: a.signIns + b.signIns,
});

/** Measures the operations of one document: fragments count where they are used, and are walked once. */
export class DocumentMeasure {
  private readonly fragments = new Map<string, Measures>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragment: (name: string) => FragmentDefinitionNode | null | undefined,
  ) {}

  operation(operation: OperationDefinitionNode): Measures {
    const root = this.schema.getRootType(operation.operation);
    const measures = this.selections(operation.selectionSet, root);
    return { ...measures, directives: measures.directives + (operation.directives?.length ?? 0) };
  }

  private selections(set: SelectionSetNode, type: Type): Measures {
    return set.selections.map((selection) => this.selection(selection, type)).reduce(add, NOTHING);
  }

  private selection(node: SelectionNode, type: Type): Measures {
    const directives = node.directives?.length ?? 0;
    return add({ ...NOTHING, directives }, this.inner(node, type));
  }

  private inner(node: SelectionNode, type: Type): Measures {
    if (node.kind === Kind.FIELD) return this.field(node, type);
    if (node.kind === Kind.FRAGMENT_SPREAD) return this.spread(node.name.value);
    const condition = node.typeCondition ? this.schema.getType(node.typeCondition.name.value) : type;
    return this.selections(node.selectionSet, condition);
  }

  private spread(name: string): Measures {
    const known = this.fragments.get(name);
    if (known) return known;
    // A fragment within itself counts nothing there; such a document is refused by another rule.
    this.fragments.set(name, NOTHING);
    const fragment = this.fragment(name);
    if (!fragment) return NOTHING;
    const type = this.schema.getType(fragment.typeCondition.name.value);
    const measures = this.selections(fragment.selectionSet, type);
    this.fragments.set(name, measures);
    return measures;
  }

  private field(node: FieldNode, type: Type): Measures {
    const name = node.name.value;
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    const below = node.selectionSet
      ? this.selections(node.selectionSet, definition && getNamedType(definition.type))
      : NOTHING;
    return {
      depth: 1 + (INTROSPECTION.has(name) ? 0 : below.depth),
      aliases: below.aliases + (node.alias ? 1 : 0),
      directives: below.directives,
      cost: 1 + pageSize(node, definition) * below.cost,
      signIns: below.signIns + (type === this.schema.getMutationType() && SIGN_INS.has(name) ? 1 : 0),
    };
  }
}

/** How many times a field may answer what is selected under it. A size that comes from a variable counts as the largest one. */
function pageSize(node: FieldNode, definition: GraphQLField<unknown, unknown> | undefined): number {
  const paging = definition?.args.filter((argument) => PAGE_ARGUMENTS.has(argument.name)) ?? [];
  const sizes = paging.flatMap(({ name, defaultValue }) => {
    const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (given) return [sizeOf(given)];
    return typeof defaultValue === 'number' ? [defaultValue] : [];
  });
  return Math.max(1, ...sizes);
}

/** More than a page can have is refused when the field is resolved, with a better message. */
function sizeOf(value: ValueNode): number {
  const size = value.kind === Kind.INT ? Number(value.value) : MAX_PAGE_SIZE;
  return Math.min(size, MAX_PAGE_SIZE);
}
