import { randomId } from './session-key.ts';

interface Room {
  readonly id: string;
  readonly cursor: string;
}

const isRoom = (value: unknown): value is Room =>
  typeof value === 'object' && value !== null && 'id' in value && 'cursor' in value;

/**
 * Lets one example go on where another ended: in variables, `{{roomId}}` and `{{cursor}}` stand for the room that
 * `createChatRoom` or `chatRoom` answered last, `{{newId}}` for a new id at every press.
 */
export class Placeholders {
  #room: Room | undefined;

  remember(data: Readonly<Record<string, unknown>> | null | undefined): void {
    const room = data?.['createChatRoom'] ?? data?.['chatRoom'];
    if (isRoom(room)) this.#room = room;
  }

  /** @throws Error where a placeholder's room was not seen yet */
  fill(variables: unknown): unknown {
    if (variables === undefined) return undefined;
    return JSON.parse(
      JSON.stringify(variables).replace(/\{\{(newId|roomId|cursor)\}\}/g, (_match, name: string) => this.#value(name)),
    );
  }

  #value(name: string): string {
    if (name === 'newId') return randomId();
    if (!this.#room) throw new Error(`{{${name}}} stands for a room: press CreateRoom first.`);
    return name === 'cursor' ? this.#room.cursor : this.#room.id;
  }
}
