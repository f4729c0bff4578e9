import { Script } from '../script.ts';

/** How many entries of a partition a group has not acknowledged. Keys: meta, log, failing. Arguments: the group. */
export const LAG = new Script<number>(`
local meta, log, failing = unpack(KEYS)
if redis.call('EXISTS', log) == 0 then return 0 end
local offset = tonumber(redis.call('HGET', meta, 'offset') or 0)
for _, info in ipairs(redis.call('XINFO', 'GROUPS', log)) do
  local group = {}
  for index = 1, #info, 2 do group[info[index]] = info[index + 1] end
  if group.name == ARGV[1] then
    local delivered = tonumber(string.match(group['last-delivered-id'], '^%d+'))
    return offset - delivered + group.pending + redis.call('HLEN', failing)
  end
end
return offset
`);
