import { Script } from '../script.ts';

/**
 * Keys of all scripts: leases, connections, sessions, users. Ids are joined by spaces: they come without any (percent-encoded).
 */
const BOOKS = `
local leases, connections, sessions, users = unpack(KEYS)

local function count(hash, field, by)
  local left = redis.call('HINCRBY', hash, field, by)
  if left <= 0 then redis.call('HDEL', hash, field) end
  return left
end

-- Takes a connection out of the books. Answers its session; and whether its user has no other one here.
local function remove(holder, connection)
  local field = holder .. ' ' .. connection
  local session, user = string.match(redis.call('HGET', connections, field) or '', '^(%S+) (%S*)$')
  if not session then return nil, false end
  redis.call('HDEL', connections, field)
  count(sessions, holder .. ' ' .. session, -1)
  return session, user ~= '' and count(users, holder .. ' ' .. user, -1) <= 0
end

local function alive(now) return redis.call('ZRANGEBYSCORE', leases, '(' .. now, '+inf') end
`;

/** Arguments: now, the end of the lease, the holder, the channel, and the connection with its session and user (or '') . */
export const CONNECT = new Script<null>(
  BOOKS,
  `
local now, leaseEnd, holder, channel, connection, session, user = unpack(ARGV)
redis.call('ZADD', leases, leaseEnd, holder)
local _, left = remove(holder, connection)
redis.call('HSET', connections, holder .. ' ' .. connection, session .. ' ' .. user)
count(sessions, holder .. ' ' .. session, 1)
local came = user ~= '' and count(users, holder .. ' ' .. user, 1) == 1
if came or left then redis.call('PUBLISH', channel, '1') end
return nil
`,
);

/** Arguments: now, the holder, the channel, the connection. Answers how many connections its session still has, in whatever process. */
export const DISCONNECT = new Script<number>(
  BOOKS,
  `
local now, holder, channel, connection = unpack(ARGV)
local session, left = remove(holder, connection)
if not session then return 0 end
if left then redis.call('PUBLISH', channel, '1') end
local remaining = 0
for _, other in ipairs(alive(now)) do
  remaining = remaining + tonumber(redis.call('HGET', sessions, other .. ' ' .. session) or 0)
end
return remaining
`,
);

const DROP = `
local function drop(holder)
  local prefix = holder .. ' '
  for _, hash in ipairs({ connections, sessions, users }) do
    for _, field in ipairs(redis.call('HKEYS', hash)) do
      if string.sub(field, 1, #prefix) == prefix then redis.call('HDEL', hash, field) end
    end
  end
  redis.call('ZREM', leases, holder)
end
`;

/**
 * Arguments: now, the end of the lease, the holder, the channel, before when a lease must have ended to be forgotten. Answers 0 where nothing is known of the holder:
 * its connections have to be told again.
 */
export const RENEW = new Script<0 | 1>(
  BOOKS,
  DROP,
  `
local now, leaseEnd, holder, channel, forgotten = unpack(ARGV)
local before = redis.call('ZSCORE', leases, holder)
redis.call('ZADD', leases, leaseEnd, holder)
for _, other in ipairs(redis.call('ZRANGEBYSCORE', leases, '-inf', forgotten)) do drop(other) end
if not before or tonumber(before) <= tonumber(now) then redis.call('PUBLISH', channel, '1') end
return before and 1 or 0
`,
);

/** Ends all connections of a holder. Arguments: the holder, the channel. */
export const LEAVE = new Script<null>(
  BOOKS,
  DROP,
  `
drop(ARGV[1])
redis.call('PUBLISH', ARGV[2], '1')
return nil
`,
);

/** Arguments: now. Answers who is online: `<holder> <user>` of every process alive. */
export const ONLINE = new Script<readonly string[]>(
  BOOKS,
  `
local isAlive = {}
for _, holder in ipairs(alive(ARGV[1])) do isAlive[holder] = true end
local online = {}
for _, field in ipairs(redis.call('HKEYS', users)) do
  if isAlive[string.match(field, '^%S+')] then online[#online + 1] = field end
end
return online
`,
);

/** Redis's own clock: seconds, microseconds. */
export const TIME = new Script<readonly [seconds: string, microseconds: string]>(`return redis.call('TIME')`);
