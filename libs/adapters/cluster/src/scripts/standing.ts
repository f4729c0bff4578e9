/**
 * Lua: what every script looks at first. Redis may have been restarted, emptied or replaced by a replica that had fallen behind: its
 * `master_replid` tells. Nothing is read or written before that was noticed and dealt with.
 */
export const STANDING = `
local replication

-- Which run of which Redis this is.
local function identity()
  replication = replication or redis.call('INFO', 'replication')
  return string.match(replication, 'master_replid:(%x+)')
end

-- The same, where a replica has to have what is done here before anybody relies on it; '' where there is none.
local function toConfirm()
  local self = identity()
  local hasReplicas = string.find(replication, 'state=online', 1, true)
  local mustHave = string.find(replication, 'min_slaves_good_slaves:', 1, true)
  return (hasReplicas or mustHave) and self or ''
end

-- The partition's epoch; or nil and what has to be done first.
local function epochOf(meta)
  local known = redis.call('HMGET', meta, 'epoch', 'identity')
  if not known[1] or known[2] ~= identity() then return nil, 'RECOVER' end
  return known[1]
end

-- The epoch, where the room was admitted to it.
local function admitted(meta, room)
  local epoch, refusal = epochOf(meta)
  if not epoch then return nil, refusal end
  if redis.call('HGET', room, 'term') ~= epoch then return nil, 'ADMIT' end
  return epoch
end

-- Redis's own clock, in epoch milliseconds.
local function milliseconds()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
`;

/** What has to be done before a script can do its work: take a new epoch for the partition; admit the room to the present one. */
export type Refusal = readonly ['RECOVER'] | readonly ['ADMIT'];
