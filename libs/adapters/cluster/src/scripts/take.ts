import { EVEN_WHEN_FULL, Script } from '../script.ts';
import type { StreamEntry } from '../stream-entry.ts';
import { STANDING } from './standing.ts';

/** Who of a group has an entry does not matter: at any time at most one batch of a partition is in hand. */
export const CONSUMER = 'consumer';

export type Taken = readonly [
  /** How often this batch was taken before. */
  deliveries: number,
  batch: readonly StreamEntry[],
  /** Entries that are due to be tried again. */
  retries: readonly StreamEntry[],
  /** What is to be confirmed before anybody relies on them: see `Replication`. */
  toConfirm: string,
  /** Which run of which Redis handed them out: their offsets are those of its log. */
  identity: string,
];

/**
 * Takes what is next in a partition for a group: new entries in the order of the log, unless a batch is in hand already; that one where whoever has it
 * has not been heard of for too long; and what is due to be tried again. A command's events are never torn apart.
 * Keys: meta, log, failing. Arguments: the group, how many, for how long a batch stays with whoever took it (milliseconds), while how many are
 * tried again no new ones are taken.
 */
export const TAKE = new Script<Taken>(
  EVEN_WHEN_FULL,
  STANDING,
  `
local meta, log, failing = unpack(KEYS)
local group, count, lease = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
-- Nothing was ever appended here, by what Redis knows; there are no groups yet.
if redis.call('EXISTS', meta) == 0 then return { 0, {}, {}, '', identity() } end

local function field(entry, name)
  for index = 1, #entry[2], 2 do
    if entry[2][index] == name then return entry[2][index + 1] end
  end
end

-- Calls for entries until the last one is the last of its command.
local function collect(call)
  local entries = {}
  local asked = count
  repeat
    local more = call(asked)
    for _, entry in ipairs(more) do entries[#entries + 1] = entry end
    asked = 1
  until #more == 0 or not field(more[#more], 'more')
  return entries
end

local now = milliseconds()
local retries = {}
local fields = redis.call('HGETALL', failing)
for index = 1, #fields, 2 do
  local attempts, dueAt = string.match(fields[index + 1], '^(%d+) (%d+)$')
  if #retries < count and tonumber(dueAt) <= now then
    local id = fields[index] .. '-0'
    local entry = redis.call('XRANGE', log, id, id)[1]
    if entry then
      retries[#retries + 1] = entry
      redis.call('HSET', failing, fields[index], string.format('%s %.0f', attempts, now + lease))
    else
      redis.call('HDEL', failing, fields[index])
    end
  end
end

-- The first of the batch in hand: id, consumer, idle milliseconds, deliveries.
local inHand = redis.call('XPENDING', log, group, '-', '+', 1)[1]
local batch = {}
if not inHand and redis.call('HLEN', failing) >= tonumber(ARGV[4]) then
  return { 0, {}, retries, toConfirm(), identity() }
elseif not inHand then
  batch = collect(function(asked)
    local answer = redis.call('XREADGROUP', 'GROUP', group, '${CONSUMER}', 'COUNT', asked, 'STREAMS', log, '>')
    return answer and answer[1][2] or {}
  end)
  if #batch == 0 and redis.call('HGET', meta, 'drained') ~= '1' then redis.call('HSET', meta, 'drained', '1') end
elseif inHand[3] >= lease then
  local from = inHand[1]
  batch = collect(function(asked)
    local answer = redis.call('XAUTOCLAIM', log, group, '${CONSUMER}', lease, from, 'COUNT', asked)
    from = answer[1]
    return answer[2]
  end)
end
return { inHand and inHand[4] or 0, batch, retries, toConfirm(), identity() }
`,
);

/**
 * Counts an attempt with an entry that is tried again, before it is made. Keys: failing. Arguments: the offset, for how long the entry stays with whoever tries
 * it (milliseconds). Answers how many there were, this one included; 0 where somebody else has settled it.
 */
export const ATTEMPT = new Script<number>(
  EVEN_WHEN_FULL,
  STANDING,
  `
local attempts = string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '', '^%d+')
if not attempts then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f %.0f', attempts + 1, milliseconds() + ARGV[2]))
return attempts + 1
`,
);
