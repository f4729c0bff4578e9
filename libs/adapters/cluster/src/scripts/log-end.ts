import { Script } from '../script.ts';

/**
 * Where a partition's log ends. Keys: meta, log. Answers the epoch, the last offset that was given, up to which offset all is persisted, and how many
 * entries the log holds.
 */
export const LOG_END = new Script<readonly [epoch: string, offset: string, persisted: string, length: number]>(`
local known = redis.call('HMGET', KEYS[1], 'epoch', 'offset', 'persisted')
return { known[1] or '0', known[2] or '0', known[3] or '0', redis.call('XLEN', KEYS[2]) }
`);
