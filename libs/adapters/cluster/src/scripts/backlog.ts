import { Script } from '../script.ts';

export type PartitionBacklog = readonly [lag: number, pending: number, deadLetters: number];

/** What of a partition is before a group (see the port's `Backlog`). Keys: meta, log, failing, the group's dead letters. Arguments: the group. */
export const BACKLOG = new Script<PartitionBacklog>(`
local meta, log, failing, dead = unpack(KEYS)
local letters = redis.call('XLEN', dead)
if redis.call('EXISTS', log) == 0 then return { 0, 0, letters } end
local offset = tonumber(redis.call('HGET', meta, 'offset') or 0)
for _, info in ipairs(redis.call('XINFO', 'GROUPS', log)) do
  local group = {}
  for index = 1, #info, 2 do group[info[index]] = info[index + 1] end
  if group.name == ARGV[1] then
    local delivered = tonumber(string.match(group['last-delivered-id'], '^%d+'))
    local pending = group.pending + redis.call('HLEN', failing)
    return { offset - delivered + pending, pending, letters }
  end
end
return { offset, 0, letters }
`);
