import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createChat,
  createRoom,
  DEFAULT_LIMITS,
  guestSignIn,
  REQUIRED_GROUPS,
  sessionIdOf,
  startConsumers,
  type Chat,
} from '@maru/chat';
import type { MessageBody, Session } from '@maru/domain';
import { openPorts, parseConfig } from '@maru/runtime';

const [dataDir = '', sessionKey = '', ...counts] = process.argv.slice(2);
if (dataDir === '' || sessionKey === '' || counts.length === 0 || !counts.every((count) => Number(count) > 0))
  throw new Error('node tools/bench/long-rooms.mjs <data folder> <session key of a member> <messages>…');

const TOGETHER = 40;
const PER_DAY = 1_000;
const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 50;

/** How many messages are still to be written, of the room that is being filled. */
let left = 0;
/** Goes on with the messages, up to now: a room is as many days old as it has thousands of messages. */
const clock = () => Math.floor(Date.now() - (left / PER_DAY) * DAY_MS);

/** Texts as people write them: most are short, some have lines, a few fill the screen. */
function bodyOf(n: number): MessageBody {
  if (n % 97 === 0) return { text: `message ${n}\n${'One more line of a long story.\n'.repeat(20)}` };
  return { text: n % 7 === 0 ? `message ${n}: ${'마루에서 만나요 '.repeat(n % 40)}` : `message ${n}` };
}

async function fill(chat: Chat, [host, ...others]: readonly [Session, ...Session[]], count: number): Promise<string> {
  left = count;
  const roomId = await createRoom(chat, host, { members: others.map(({ handle }) => handle) });
  const authors = [host, ...others];
  for (let batch = 0; left > 0; batch++) {
    const numbers = Array.from({ length: Math.min(TOGETHER, left) }, (_, n) => count - left + n + 1);
    const [first = 0, ...rest] = numbers;
    const posted = (n: number) => ({ kind: 'message_posted' as const, clientMessageId: null, body: bodyOf(n) });
    await chat.ports.roomLog.append({
      roomId,
      actorId: (authors[batch % authors.length] ?? host).userId,
      changes: [posted(first), ...rest.map(posted)],
      guards: [],
    });
    left -= numbers.length;
  }
  return roomId;
}

const onError = (error: unknown) => process.stderr.write(`${String(error)}\n`);
const opened = await openPorts(parseConfig({ MARU_DATA_DIR: dataDir, MARU_LOG_LEVEL: 'error' }), clock, onError);
const chat = createChat(opened.ports, { ...DEFAULT_LIMITS, clock, newId: randomUUID }, onError);
const consumers = await startConsumers(opened.ports, REQUIRED_GROUPS);
try {
  const host = await guestSignIn(chat, (await sessionIdOf(sessionKey)) ?? '', 'host');
  const others = await Promise.all(['지민', 'Jun'].map((handle) => guestSignIn(chat, randomUUID(), handle)));
  for (const count of counts) process.stdout.write(`${await fill(chat, [host, ...others], Number(count))}\n`);
  for (const group of REQUIRED_GROUPS)
    while ((await opened.ports.roomEvents.lag(group)) > 0) await sleep(LOOK_EVERY_MS);
} finally {
  await consumers.stop();
  await opened.close();
}
