import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';
import { idOfNow } from './id-of-now.ts';

interface Answer {
  readonly data?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly errors?: unknown;
}

interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly payload?: Answer;
}

const SIGN_IN = 'mutation ($handle: String!) { guestSignIn(handle: $handle) { id } }';
const CREATE_ROOM = 'mutation ($input: CreateChatRoomInput!) { createChatRoom(input: $input) { id cursor } }';
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }';
const FOLLOW = `subscription ($roomId: ID!, $after: String!) {
  roomEvents(roomId: $roomId, after: $after) { __typename ... on MessagePosted { message { text } } }
}`;

export interface Room {
  readonly id: string;
  readonly cursor: string;
}

/** A client with one socket: a guest, or another window of one. */
export class ChatClient {
  readonly handle = `bench-${randomUUID().slice(0, 18)}`;
  readonly #listeners = new Map<string, (answer: Answer) => void>();
  readonly #socket: WebSocket;
  #operations = 0;

  private constructor(
    url: string,
    /** What it is known by: another window may use it too. */
    readonly key: string,
  ) {
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  }

  static async signedIn(url: string): Promise<ChatClient> {
    const client = await ChatClient.connected(url, randomUUID());
    await client.#ask(SIGN_IN, { handle: client.handle });
    return client;
  }

  /** The same guest, at another replica. */
  also(url: string): Promise<ChatClient> {
    return ChatClient.connected(url, this.key);
  }

  /** @param options.members handles of others who are in it from the start */
  async createRoom(options: { readonly name?: string; readonly members?: readonly string[] } = {}): Promise<Room> {
    const input = { clientRequestId: randomUUID(), members: [], ...options };
    const { createChatRoom } = await this.#ask(CREATE_ROOM, { input });
    return { id: createChatRoom?.['id'] ?? '', cursor: createChatRoom?.['cursor'] ?? '' };
  }

  /** Resolves when it is acknowledged. */
  async send(roomId: string, text: string): Promise<void> {
    await this.#ask(SEND, { input: { roomId, clientMessageId: idOfNow(), text } });
  }

  /** Tells of the text of every message that comes. */
  follow(room: Room, tell: (text: string) => void): void {
    this.#start(FOLLOW, { roomId: room.id, after: room.cursor }, ({ data, errors }) => {
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      const text = (data?.['roomEvents']?.['message'] as unknown as { readonly text: string } | undefined)?.text;
      if (text !== undefined) tell(text);
    });
  }

  close(): void {
    this.#socket.terminate();
  }

  /** @param key of the session; without effect at servers that know no sessions */
  static async connected(url: string, key: string): Promise<ChatClient> {
    const client = new ChatClient(url, key);
    const socket = client.#socket;
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { 'x-session-key': key } }));
    await once(socket, 'message');
    socket.on('message', (data: Buffer) => client.#receive(JSON.parse(data.toString()) as Frame));
    return client;
  }

  #ask(query: string, variables: unknown): Promise<NonNullable<Answer['data']>> {
    return new Promise((resolve, reject) => {
      const id = this.#start(query, variables, ({ data, errors }) => {
        this.#listeners.delete(id);
        if (data && errors === undefined) resolve(data);
        else reject(new Error(JSON.stringify(errors)));
      });
    });
  }

  #start(query: string, variables: unknown, listener: (answer: Answer) => void): string {
    const id = String(++this.#operations);
    this.#listeners.set(id, listener);
    this.#socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
    return id;
  }

  #receive({ type, id = '', payload = {} }: Frame): void {
    if (type === 'ping') this.#socket.send('{"type":"pong"}');
    else if (type === 'next') this.#listeners.get(id)?.(payload);
    else if (type === 'error') this.#listeners.get(id)?.({ errors: payload });
  }
}
