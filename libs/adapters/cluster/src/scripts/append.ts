import type { FirstResult } from '../first-result.ts';
import { PLACES_PER_EVENT } from '../member-order.ts';
import { Script } from '../script.ts';
import type { Json } from '../stored-json.ts';
import { STANDING, type Refusal } from './standing.ts';

export type AppendAnswer =
  | readonly [
      'APPENDED',
      toConfirm: string,
      epoch: string,
      seq: string,
      number: string,
      messageCount: string,
      createdAt: string,
    ]
  | readonly ['REPEATED', toConfirm: string, first: Json<FirstResult>]
  | readonly ['LOOK_UP', epoch: string, time: string]
  | readonly ['CONFLICT'];

/** How long after being persisted a first result stays in Redis: whoever looked into the store has that long to come back. */
export const FIRST_RESULT_KEPT_MS = 600_000;
/** An id from further ahead than this was not made by a clock that we can reckon with. */
const CLOCKS_DIFFER_AT_MOST_MS = 300_000;

/**
 * Appends one command. Keys: `roomKeys` and, for a command with a dedupe key, the one of its first result.
 * Arguments: the command as `LogCommand` in JSON, the wake-up channel, the partition.
 *
 * Answers `['APPENDED', to confirm, epoch, seq, number, messageCount, createdAt]` (the end of the log before it, and when it was),
 * `['REPEATED', to confirm, first result]`, `['LOOK_UP', epoch, time]` (the first result may be in the store), `['CONFLICT']`,
 * or what has to be done first: `['RECOVER']`, `['ADMIT']`. What is to be confirmed, if not empty: see `Replication`.
 */
export const APPEND = new Script<AppendAnswer | Refusal>(
  STANDING,
  `
local meta, log, room, hot, members, order, deleted, firstResult = unpack(KEYS)
local command = cjson.decode(ARGV[1])
local dedupe = command.dedupe

local epoch, refusal = admitted(meta, room)
if not epoch then return { refusal } end

local function number(n) return string.format('%.0f', n) end

-- Whether a key that is not here was never used: it is too young to have gone from here, or the store does not have it.
local function isNew()
  local now = milliseconds()
  local kept = ${FIRST_RESULT_KEPT_MS}
  local lookedUp = dedupe.lookedUp
  if lookedUp and lookedUp.epoch == epoch and now < lookedUp.at + kept then return true end
  local coldUntil = tonumber(redis.call('HGET', meta, 'cold') or 0)
  local madeAt = dedupe.madeAt
  return madeAt and now >= coldUntil and madeAt <= now + ${CLOCKS_DIFFER_AT_MOST_MS} and now < madeAt + kept
end

if dedupe then
  local first = redis.call('GET', firstResult)
  if first and first ~= dedupe.lost then return { 'REPEATED', toConfirm(), first } end
  if not isNew() then return { 'LOOK_UP', epoch, number(milliseconds()) } end
end

local function revisionOf(record, userId)
  if record == 'room' then return redis.call('HGET', room, 'revision') end
  if record == 'members' then return redis.call('HGET', room, 'listRevision') end
  local member = redis.call('HGET', members, userId)
  return member and string.match(member, '^%S+')
end

for _, guard in ipairs(command.guards) do
  if revisionOf(guard.record, guard.userId) ~= (guard.revision or false) then return { 'CONFLICT' } end
end

-- A JSON text in pieces: between two of them goes a number that is known only here.
local function fill(pieces, numbers)
  for hole = 2, #pieces, 2 do pieces[hole] = numbers[tonumber(pieces[hole])] end
  return table.concat(pieces)
end

local fields = redis.call('HMGET', room, 'seq', 'number', 'messageCount', 'createdAt')
local seq, itemNumber, messageCount = tonumber(fields[1] or 0), tonumber(fields[2] or 0), tonumber(fields[3] or 0)
local createdAt = math.max(command.now, tonumber(fields[4] or 0))
local before = { epoch, number(seq), number(createdAt), number(itemNumber), number(messageCount) }

-- The hot window first: what can fail, fails here, before anything else was written.
local offset = tonumber(redis.call('HGET', meta, 'offset') or 0)
for index, event in ipairs(command.events) do
  itemNumber = itemNumber + event.items
  messageCount = messageCount + event.messages
  event.stamp = { epoch, number(seq + index), number(createdAt), number(itemNumber), number(messageCount) }
  event.text = fill(event.json, event.stamp)
  event.revision = epoch .. '-' .. event.stamp[2]
  redis.call('XADD', hot, event.revision, 'event', event.text, 'offset', number(offset + index))
end

local function change(record, event)
  if record.field == 'revision' then
    redis.call('HSET', room, 'revision', event.revision)
  elseif record.field then
    redis.call('HSET', room, 'is:' .. record.field, fill(record.json, event.stamp))
  elseif record.userId then
    redis.call('HSET', members, record.userId, event.revision .. ' ' .. fill(record.json, event.stamp))
    if record.index then
      redis.call('ZADD', order, number(event.stamp[2] * ${PLACES_PER_EVENT} + record.index), record.userId)
    else
      redis.call('ZREM', order, record.userId)
    end
  else
    redis.call('HINCRBY', room, 'memberCount', record.delta)
    redis.call('HSET', room, 'listRevision', event.revision)
  end
end

for index, event in ipairs(command.events) do
  local entry = { 'event', event.text }
  if index < #command.events then
    entry[3], entry[4] = 'more', '1'
  elseif dedupe then
    entry[3], entry[4], entry[5], entry[6] = 'key', dedupe.key, 'first', fill(dedupe.first, before)
    redis.call('SET', firstResult, entry[6])
  end
  if command.carrier then
    entry[#entry + 1] = 'carrier'
    entry[#entry + 1] = command.carrier
  end
  redis.call('XADD', log, number(offset + index) .. '-0', unpack(entry))
  for _, record in ipairs(event.records) do change(record, event) end
  if event.posts then
    redis.call('HSET', room, 'last', event.text, 'lastOrigin', event.revision)
  elseif event.revises and redis.call('HGET', room, 'lastOrigin') == event.revises then
    redis.call('HSET', room, 'last', event.text)
  end
  if event.deletes then redis.call('ZADD', deleted, event.stamp[2], event.deletes) end
  redis.call('PUBLISH', command.channel, event.text)
end

local last = command.events[#command.events].stamp
redis.call('HSET', room, 'epoch', epoch, 'seq', last[2], 'createdAt', last[3], 'number', last[4], 'messageCount', last[5])
redis.call('HSET', meta, 'offset', number(offset + #command.events))
if redis.call('HDEL', meta, 'drained') == 1 then redis.call('PUBLISH', ARGV[2], ARGV[3]) end
return { 'APPENDED', toConfirm(), before[1], before[2], before[4], before[5], before[3] }
`,
);
