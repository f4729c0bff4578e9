import { FIRST_RESULT_KEPT_MS } from './append.ts';
import { Script } from '../script.ts';
import { STANDING } from './standing.ts';

/**
 * Takes events out of a room's hot window that are beyond it and in the store. Keys: meta, hot, deleted. Arguments: the length of the window.
 */
export const TRIM_HOT_WINDOW = new Script<null>(`
local meta, hot, deleted = unpack(KEYS)
local persisted = tonumber(redis.call('HGET', meta, 'persisted') or 0)
local surplus = redis.call('XLEN', hot) - tonumber(ARGV[1])
if surplus <= 0 then return nil end
local entries = redis.call('XRANGE', hot, '-', '+', 'COUNT', surplus)
local gone = 0
while gone < #entries and tonumber(entries[gone + 1][2][4]) <= persisted do gone = gone + 1 end
if gone == 0 then return nil end
redis.call('XTRIM', hot, 'MAXLEN', redis.call('XLEN', hot) - gone)
-- Everything about a message is older than its deletion.
local oldest = redis.call('XRANGE', hot, '-', '+', 'COUNT', 1)[1]
local seq = oldest and string.match(oldest[1], '%d+$')
redis.call('ZREMRANGEBYSCORE', deleted, '-inf', seq and '(' .. seq or '+inf')
return nil
`);

/**
 * Lets first results of one partition go, some time after they were stored: unless their key has come to lead to another one. Keys: their own. Arguments, two
 * for each: the first result; when the dedupe key says that it was made (or 0).
 */
export const FORGET_FIRST_RESULTS = new Script<null>(
  STANDING,
  `
local now = milliseconds()
for index, key in ipairs(KEYS) do
  local first, madeAt = ARGV[2 * index - 1], tonumber(ARGV[2 * index])
  if redis.call('GET', key) == first then
    redis.call('PEXPIREAT', key, string.format('%.0f', math.max(now, madeAt) + ${FIRST_RESULT_KEPT_MS}))
  end
end
return nil
`,
);
