import { ChatError } from '@maru/domain';
import { unavailable } from './unavailable.ts';

/** Answers of a server that cannot serve now: starting, full, without its replicas, no primary any more, failing over. */
const PASSING = /^(LOADING|OOM|NOREPLICAS|READONLY|MASTERDOWN|MISCONF|BUSY|CLUSTERDOWN|TRYAGAIN|UNBLOCKED|ERR WAIT) /;

/**
 * The error that a caller may see and repeat the request on. Whether Redis did what it was asked is unknown.
 * Mistakes of ours (a wrong type, a failing script) stay as they are.
 */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ChatError) return error;
  if (error.name === 'ReplyError' && !PASSING.test(error.message)) return error;
  return unavailable(error);
}
