import { Script } from '../script.ts';
import { STANDING } from './standing.ts';

/** What Redis has of a room: to which epoch it was admitted last, its epochs (JSON), and the revision and seq of its last event. */
export type RoomStanding = readonly [
  'OK',
  epoch: string,
  room: readonly [term: string | null, epochs: string | null, endEpoch: string | null, endSeq: string | null],
];

/** Keys: meta, room. */
export const LOOK_AT_ROOM = new Script<RoomStanding | readonly ['RECOVER']>(
  STANDING,
  `
local epoch, refusal = epochOf(KEYS[1])
if not epoch then return { refusal } end
return { 'OK', epoch, redis.call('HMGET', KEYS[2], 'term', 'epochs', 'epoch', 'seq') }
`,
);

/**
 * Admits a room to an epoch, unless somebody else has: from here on it can be read and appended to.
 * Keys: as for appending. Arguments: the epoch, the room's epochs, and as JSON either `false` (what Redis has of the room stays)
 * or what takes its place: `{fields, members: [[id, record]…], order: [[place, id]…]}`.
 */
export const ADMIT = new Script<readonly ['OK'] | readonly ['RECOVER']>(
  STANDING,
  `
local meta, log, room, hot, members, order, deleted = unpack(KEYS)
local term, epochs, contents = ARGV[1], ARGV[2], cjson.decode(ARGV[3])

local epoch, refusal = epochOf(meta)
if not epoch then return { refusal } end
if epoch ~= term then return { 'RECOVER' } end
if redis.call('HGET', room, 'term') == term then return { 'OK' } end

if contents then
  redis.call('DEL', room, hot, members, order, deleted)
  for field, value in pairs(contents.fields) do redis.call('HSET', room, field, value) end
  for _, member in ipairs(contents.members) do redis.call('HSET', members, member[1], member[2]) end
  for _, place in ipairs(contents.order) do redis.call('ZADD', order, string.format('%.0f', place[1]), place[2]) end
end
redis.call('HSET', room, 'term', term, 'epochs', epochs)
return { 'OK' }
`,
);
