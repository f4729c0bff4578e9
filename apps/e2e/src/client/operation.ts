/** What an operation answers, over whichever transport. */
export interface GraphQLAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly GraphQLErrorBody[] | undefined;
}

export interface GraphQLErrorBody {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The stable code of an error; "none" where it carries none. */
export function codeOf(error: GraphQLErrorBody | undefined): string {
  const code = error?.extensions?.['code'];
  return typeof code === 'string' ? code : 'none';
}

/** A document with one root field, and the types that go in and out of it. */
export interface Operation<Value, Variables> {
  readonly document: string;
  readonly types?: readonly [Value, Variables];
}

export const operation = <Value, Variables = Record<string, never>>(document: string): Operation<Value, Variables> => ({
  document,
});

/** An answer with errors, as an exception. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(readonly errors: readonly GraphQLErrorBody[]) {
    super(errors.map((error) => `${codeOf(error)}: ${error.message}`).join('\n'));
  }

  /** The stable code of the first error. */
  get code(): string {
    return codeOf(this.errors[0]);
  }
}

/** The value of the one root field. @throws Refusal where there are errors */
export function valueOf<Value, Variables>(_op: Operation<Value, Variables>, answer: GraphQLAnswer): Value {
  if (answer.errors?.length) throw new Refusal(answer.errors);
  const [value] = Object.values(answer.data ?? {});
  if (value === undefined) throw new Error(`Neither data nor errors: ${JSON.stringify(answer)}`);
  return value as Value;
}
