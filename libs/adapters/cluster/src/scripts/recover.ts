import { Script } from '../script.ts';
import { STANDING } from './standing.ts';

/** For so long after a loss every dedupe key is looked up: as long as a young key could have been relied on before it. */
const COLD_MS = 900_000;

/** Keys: meta. Answers whether the partition's epoch can be trusted, what it was last (or nil), and which Redis this is. */
export const LOOK_AT_PARTITION = new Script<readonly [trusted: 0 | 1, epoch: string | null, identity: string]>(
  STANDING,
  `
return { epochOf(KEYS[1]) and 1 or 0, redis.call('HGET', KEYS[1], 'epoch'), identity() }
`,
);

/**
 * Begins an epoch, on the Redis that it was taken for, unless another one has begun there. Keys: meta, log. Arguments: the epoch, the identity of
 * that Redis, the consumer groups that have to exist.
 */
export const BEGIN_EPOCH = new Script<null>(
  STANDING,
  `
local meta, log = KEYS[1], KEYS[2]
local epoch = ARGV[1]
if epochOf(meta) or identity() ~= ARGV[2] then return nil end
for index = 3, #ARGV do
  local created = redis.pcall('XGROUP', 'CREATE', log, ARGV[index], '0', 'MKSTREAM')
  if created.err and not string.find(created.err, 'BUSYGROUP', 1, true) then return redis.error_reply(created.err) end
end
redis.call('HSET', meta, 'epoch', epoch, 'identity', identity(), 'drained', '1')
if tonumber(epoch) > 1 then redis.call('HSET', meta, 'cold', string.format('%.0f', milliseconds() + ${COLD_MS})) end
return nil
`,
);
