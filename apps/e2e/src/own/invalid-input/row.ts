import { type GraphQLAnswer, type Operation } from '../../client/operation.ts';
import { freshHandle, type Person, type Transport } from '../../client/person.ts';

/** Alice's room with Bob in it; Carol has a room of her own; `nobody` has a session without a user. */
export interface Scene {
  readonly alice: Person;
  readonly carol: Person;
  readonly nobody: Person;
  readonly roomId: string;
  readonly messageId: string;
  readonly other: { readonly roomId: string; readonly messageId: string; readonly cursor: string };
  readonly usedRequestId: string;
  readonly usedMessageId: string;
}
type Caller = 'alice' | 'carol' | 'nobody';

export interface Row {
  readonly name: string;
  readonly code: string;
  readonly ask: (scene: Scene, over: Transport) => Promise<GraphQLAnswer>;
}

/** The cases of one operation: whoever asks, with what, and the code that it is refused with. */
export function cases<Value, Variables>(
  operationName: string,
  op: Operation<Value, Variables>,
  rows: readonly (readonly [what: string, code: string, by: Caller, variables: (scene: Scene) => Variables])[],
): Row[] {
  return rows.map(([what, code, by, variables]) => ({
    name: `${operationName}: ${what}`,
    code,
    ask: (scene, over) => scene[by].answer(op, variables(scene), over),
  }));
}

export const NO_ROOM = 'no-such-room';
/** Over every limit. */
export const LONG = 'x'.repeat(4_001);
/** A name that nobody ever took. */
export const ANOTHER = freshHandle('another');
export const self = (scene: Scene, by: 'alice' | 'carol' = 'alice'): string => scene[by].handle;
