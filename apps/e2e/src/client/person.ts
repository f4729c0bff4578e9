import { randomUUID } from 'node:crypto';
import type { Server } from '../topology/server.ts';
import * as base from './base-operations.ts';
import { postGraphQL } from './http.ts';
import { type GraphQLAnswer, type Operation, Refusal, valueOf } from './operation.ts';
import { Socket } from './socket.ts';
import type { Stream } from './stream.ts';

export type Transport = 'http' | 'socket';

/**
 * A subscription that is set up sends its first event only after a few steps of the server; each of these takes as many. Setting up one of
 * all rooms takes more of them, on a cluster each with a trip to an engine.
 */
const FENCES = 6;

/** One client with its session key: HTTP, and a socket once it is opened. */
export class Person {
  #socket: Socket | undefined;

  constructor(
    private address: string,
    /** The name it goes by; not taken before `setUser`. */
    readonly handle: string,
    /** Null: a client that sends no key. */
    readonly key: string | null = randomUUID(),
  ) {}

  get url(): string {
    return this.address;
  }

  /** From now on it asks there: what an edge does for a client whose replica is gone. The socket stays as it is. */
  moveTo(url: string): void {
    this.address = url;
  }

  get socket(): Socket {
    if (!this.#socket) throw new Error(`${this.handle} has no open socket.`);
    return this.#socket;
  }

  /** Opens the socket, or another one in its place (the former stays as it is). */
  async connect(url = this.url): Promise<Socket> {
    this.#socket = await Socket.open(url, this.key === null ? {} : { payload: { 'x-session-key': this.key } });
    return this.#socket;
  }

  answer<Value, Variables>(
    op: Operation<Value, Variables>,
    variables: Variables,
    over: Transport = 'http',
  ): Promise<GraphQLAnswer> {
    return over === 'http' ? this.#post(op, variables) : this.socket.answer(op, variables);
  }

  /** @throws Refusal where the server answers with errors */
  async do<Value, Variables>(
    op: Operation<Value, Variables>,
    variables: Variables,
    over: Transport = 'http',
  ): Promise<Value> {
    return valueOf(op, await this.answer(op, variables, over));
  }

  /** The stable code with which an operation is refused; "none" where it is answered. */
  async refusal<Value, Variables>(
    op: Operation<Value, Variables>,
    variables: Variables,
    over: Transport = 'http',
  ): Promise<string> {
    const answer = await this.answer(op, variables, over);
    return answer.errors ? new Refusal(answer.errors).code : 'none';
  }

  /** Subscribes, and resolves when the subscription is set up: what happens from now on is seen. */
  async listen<Value, Variables>(op: Operation<Value, Variables>, variables: Variables): Promise<Stream<Value>> {
    const stream = this.socket.subscribe(op, variables);
    await this.settle();
    return stream;
  }

  /** Resolves after the server has worked off what this client sent over its socket before. */
  async settle(): Promise<void> {
    for (let fence = 0; fence < FENCES; fence++) {
      const presence = this.socket.subscribe(base.userPresence, {});
      await presence.first();
      presence.stop();
    }
  }

  async #post<Value, Variables>(op: Operation<Value, Variables>, variables: Variables): Promise<GraphQLAnswer> {
    const headers = this.key === null ? {} : { 'x-session-key': this.key };
    return (await postGraphQL(this.url, { query: op.document, variables }, headers)).body;
  }
}

let named = 0;

/** A name that nobody else in the run takes. */
export const freshHandle = (name: string): string => `${name}-${(++named).toString(36)}${randomUUID().slice(0, 6)}`;

/** A client with a fresh name, spread over the server's addresses; it has no identity yet. */
export const stranger = (server: Server, name: string): Person =>
  new Person(server.urls[named % server.urls.length] ?? server.urls[0], freshHandle(name));

export type OneEach<Names extends readonly string[]> = { -readonly [Index in keyof Names]: Person };

/** One client for each name: signed in, with its socket open. */
export async function gather<Names extends readonly string[]>(
  server: Server,
  names: Names,
  signIn: (person: Person) => Promise<unknown>,
): Promise<OneEach<Names>> {
  const crowd = names.map(async (name) => {
    const person = stranger(server, name);
    await person.connect();
    await signIn(person);
    return person;
  });
  return (await Promise.all(crowd)) as OneEach<Names>;
}

/** Clients of the base contract: their names are taken by `setUser`. */
export const people = <Names extends readonly string[]>(server: Server, ...names: Names): Promise<OneEach<Names>> =>
  gather(server, names, (person) => person.do(base.setUser, { id: person.handle }));
