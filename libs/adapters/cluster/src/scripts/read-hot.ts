import type { EpochSpan } from '@maru/domain';
import { Script } from '../script.ts';
import type { Json } from '../stored-json.ts';
import type { StreamEntry } from '../stream-entry.ts';
import { STANDING, type Refusal } from './standing.ts';

type HotAnswer = readonly [
  'OK',
  headSeq: string | null,
  epochs: Json<readonly EpochSpan[]>,
  oldest: readonly StreamEntry[],
  deleted: readonly string[],
  entries: readonly StreamEntry[],
];

/** Reads a stretch of a hot window, and what is needed to judge it, of one moment. Keys: as for appending. Arguments: after which seq, how many. */
export const READ_HOT = new Script<HotAnswer | Refusal>(
  STANDING,
  `
local meta, log, room, hot, members, order, deleted = unpack(KEYS)
local after, limit = tonumber(ARGV[1]), ARGV[2]
local epoch, refusal = admitted(meta, room)
if not epoch then return { refusal } end

local head = redis.call('HMGET', room, 'seq', 'epochs')
local from = 0
for _, span in ipairs(cjson.decode(head[2])) do
  if span.firstSeq <= after + 1 then from = span.epoch end
end
return {
  'OK', head[1], head[2],
  redis.call('XRANGE', hot, '-', '+', 'COUNT', 1),
  redis.call('ZRANGE', deleted, 0, -1),
  redis.call('XRANGE', hot, string.format('(%.0f-%.0f', from, after), '+', 'COUNT', limit),
}
`,
);
