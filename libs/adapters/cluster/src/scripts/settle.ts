import { EVEN_WHEN_FULL, Script } from '../script.ts';
import { STANDING } from './standing.ts';
import { CONSUMER } from './take.ts';

/** What became of an entry that was taken. */
export type Outcome =
  | { readonly offset: string; readonly is: 'done' }
  /** To be tried again, alone. */
  | { readonly offset: string; readonly is: 'failing'; readonly attempts: number; readonly pauseMs: number }
  /** Still open, and not heard of for so long: with 0 it stays with whoever has it; with the whole lease others may take it at once. */
  | { readonly offset: string; readonly is: 'open'; readonly idleMs: number }
  | {
      readonly offset: string;
      readonly is: 'dead';
      readonly event: string;
      readonly reason: string;
      readonly carrier?: string;
    };

/**
 * Says what became of entries, and takes out of the log what every required group has done with.
 * Keys: meta, log, the group's dead letters, `failing` of each required group. Arguments: the group, JSON of the outcomes, which run of Redis
 * handed the entries out, the required groups in the order of their keys. Answers 0 where this is another run: there, other entries may have
 * these offsets, and so they stay open.
 */
export const SETTLE = new Script<0 | 1>(
  EVEN_WHEN_FULL,
  STANDING,
  `
local meta, log, dead = unpack(KEYS)
local group = ARGV[1]
local isSame = ARGV[3] == identity()
local failing = {}
for index = 4, #KEYS do failing[ARGV[index]] = KEYS[index] end

for _, outcome in ipairs(cjson.decode(ARGV[2])) do
  local offset = outcome.offset
  local id = offset .. '-0'
  if outcome.is == 'open' then
    redis.call('XCLAIM', log, group, '${CONSUMER}', 0, id, 'IDLE', outcome.idleMs, 'JUSTID')
  elseif isSame then
    -- Somebody else may have settled it long since.
    local wasOpen = redis.call('XACK', log, group, id) + redis.call('HDEL', failing[group], offset) > 0
    if wasOpen and outcome.is == 'failing' then
      local dueAt = milliseconds() + outcome.pauseMs
      redis.call('HSET', failing[group], offset, string.format('%.0f %.0f', outcome.attempts, dueAt))
    elseif wasOpen and outcome.is == 'dead' then
      local letter = { 'event', outcome.event, 'reason', outcome.reason }
      if outcome.carrier then letter[5], letter[6] = 'carrier', outcome.carrier end
      redis.call('XADD', dead, '*', unpack(letter))
    end
  end
end

local delivered = {}
for _, info in ipairs(redis.call('XINFO', 'GROUPS', log)) do
  local last
  for index = 1, #info, 2 do
    if info[index] == 'name' then last = info[index + 1] end
    if info[index] == 'last-delivered-id' then delivered[last] = tonumber(string.match(info[index + 1], '^%d+')) end
  end
end

-- Up to where a group has done with everything; nil where there is no such group.
local function done(name)
  local upTo = delivered[name]
  if not upTo then return nil end
  local pending = redis.call('XPENDING', log, name)
  if pending[1] > 0 then upTo = math.min(upTo, tonumber(string.match(pending[2], '^%d+')) - 1) end
  for _, offset in ipairs(redis.call('HKEYS', failing[name])) do upTo = math.min(upTo, tonumber(offset) - 1) end
  return upTo
end

local everyone
for index = 4, #ARGV do
  local upTo = done(ARGV[index])
  if not upTo then return isSame and 1 or 0 end
  everyone = math.min(everyone or upTo, upTo)
  if ARGV[index] == 'persist' then redis.call('HSET', meta, 'persisted', string.format('%.0f', upTo)) end
end
redis.call('XTRIM', log, 'MINID', string.format('%.0f', everyone + 1))
return isSame and 1 or 0
`,
);
