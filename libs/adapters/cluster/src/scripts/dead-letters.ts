import { Script } from '../script.ts';
import type { StreamEntry } from '../stream-entry.ts';
import { STANDING } from './standing.ts';

/** Oldest first. Keys: the group's dead letters. Arguments: how many. */
export const DEAD_LETTERS = new Script<readonly StreamEntry[]>(
  `return redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[1])`,
);

/**
 * Puts a dead letter back into the log, for its group alone. Keys: meta, log, the group's dead letters. Arguments: its id, the group, the wake-up channel,
 * the partition. Answers whether there was one.
 */
export const REPLAY_DEAD_LETTER = new Script<0 | 1>(
  STANDING,
  `
local meta, log, dead = unpack(KEYS)
local entry = redis.call('XRANGE', dead, ARGV[1], ARGV[1])[1]
if not entry then return 0 end
local offset = redis.call('HINCRBY', meta, 'offset', 1)
local fields = { 'event', entry[2][2], 'only', ARGV[2] }
-- After the event and the reason.
if entry[2][5] then fields[5], fields[6] = entry[2][5], entry[2][6] end
redis.call('XADD', log, string.format('%.0f-0', offset), unpack(fields))
redis.call('XDEL', dead, ARGV[1])
if redis.call('HDEL', meta, 'drained') == 1 then redis.call('PUBLISH', ARGV[3], ARGV[4]) end
return 1
`,
);
