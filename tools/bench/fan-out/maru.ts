import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@maru/engines';
import { PROFILE_DIR } from '../arguments.ts';
import { ChatClient, type Room } from '../chat-client.ts';
import type { Contender, RunningContender } from './contender.ts';
import { GRAPHQL_SUBPROTOCOL, graphqlGreeting } from './graphql-greeting.ts';
import { PROGRAMS } from './programs.ts';
import { ServerProcess } from './server-process.ts';

/** A room begins with this many, the sender included; further subscribers are further windows of theirs. */
const MEMBERS = 1_000;
const SIGNING_IN_AT_ONCE = 16;

/** What the browser client asks of a message. */
export const MESSAGE_FIELDS = `__typename id roomId number createdAt author { id handle }
  text clientMessageId editedAt isDeleted revision`;

const ROOM_EVENTS = `subscription RoomEvents($roomId: ID!, $after: String!) {
  roomEvents(roomId: $roomId, after: $after) {
    __typename
    ... on RoomEvent { cursor }
    ... on MessagePosted { message { ${MESSAGE_FIELDS} } }
  }
}`;
const MESSAGE = `subscription Message($roomId: String!) {
  message(roomId: $roomId) { roomId userId content createdAt }
}`;
const SIGN_IN = 'mutation ($handle: String!) { guestSignIn(handle: $handle) { handle } }';

interface Guest {
  readonly key: string;
  readonly handle: string;
}

/** Maru as `npm start` runs it, on fresh data. Every subscriber is a guest. */
export function maru(
  name: string,
  subscription: 'roomEvents' | 'message',
  settings: Readonly<Record<string, string>> = {},
): Contender {
  const follow = (room: Room) =>
    subscription === 'roomEvents'
      ? ({ query: ROOM_EVENTS, variables: { roomId: room.id, after: room.cursor } } as const)
      : ({ query: MESSAGE, variables: { roomId: room.id } } as const);
  return {
    name,
    start: async (subscribers) => {
      const { server, url, close } = await startServer(settings);
      const guests = await signIn(url, Math.min(subscribers, MEMBERS - 1));
      const sender = await ChatClient.signedIn(url);
      const room = await sender.createRoom({ members: guests.map(({ handle }) => handle) });
      const elsewhere = await sender.createRoom();
      const { query, variables } = follow(room);
      const greetings = Array.from({ length: subscribers }, (_, n) =>
        graphqlGreeting({ 'x-session-key': guests[n % guests.length]?.key }, query, variables),
      );
      return {
        process: server,
        introduction: { port: Number(new URL(url).port), subprotocol: GRAPHQL_SUBPROTOCOL, greetings },
        send: (text) => sender.send(room.id, text),
        sendElsewhere: (text) => sender.send(elsewhere.id, text),
        stop: async () => {
          sender.close();
          await close();
        },
      } satisfies RunningContender;
    },
  };
}

/** Whose metrics are read every second: more often than anybody does. */
export const observed = (contender: Contender): Contender => ({
  name: contender.name,
  start: async (subscribers) => {
    const running = await contender.start(subscribers);
    const url = `http://127.0.0.1:${running.introduction.port}/metrics`;
    const timer = setInterval(() => void fetch(url).then((answer) => answer.text()), 1_000);
    return {
      ...running,
      stop: async () => {
        clearInterval(timer);
        await running.stop();
      },
    };
  },
});

async function startServer(settings: Readonly<Record<string, string>>) {
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-bench-'));
  const port = await freePort();
  const profile = PROFILE_DIR === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${PROFILE_DIR}`];
  const { server } = await ServerProcess.start(
    [process.execPath, ...profile, PROGRAMS.maru],
    { MARU_PORT: String(port), MARU_DATA_DIR: dataDir, MARU_RATE_LIMITS: 'off', ...settings },
    /Maru is up/,
  );
  const close = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { server, url: `http://127.0.0.1:${port}`, close };
}

async function signIn(url: string, count: number): Promise<Guest[]> {
  const guests = Array.from({ length: count }, () => ({
    key: randomUUID(),
    handle: `bench-${randomUUID().slice(0, 18)}`,
  }));
  const waiting = [...guests];
  const lane = async () => {
    for (let guest = waiting.pop(); guest; guest = waiting.pop()) await signInOne(url, guest);
  };
  await Promise.all(Array.from({ length: SIGNING_IN_AT_ONCE }, lane));
  return guests;
}

async function signInOne(url: string, { key, handle }: Guest): Promise<void> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-session-key': key },
    body: JSON.stringify({ query: SIGN_IN, variables: { handle } }),
  });
  const text = await answer.text();
  if (text.includes('"errors"')) throw new Error(text);
}
