import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { busy } from '@maru/domain';
import { pauseBeforeRound } from './retry-pause.ts';

const MAX_ROUNDS = 10;
/** Reasons with which DynamoDB cancels a transaction that may succeed after other reads, or simply later. */
const PASSING = new Set([
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/** What was read no longer fits together: somebody changed it in between. */
export class StaleRead extends Error {
  override readonly name = 'StaleRead';
}

/** Whether a conditional write was done. False where its condition did not hold. */
export async function whereHolds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/**
 * Runs a step that reads, decides and writes under the condition that what it read still holds: again and again, while others change
 * the same rows in between.
 * @throws ChatError BUSY where it never holds
 */
export async function untilItHolds<T>(step: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await step();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (round === MAX_ROUNDS) throw busy();
    }
    await pauseBeforeRound(round);
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof TransactionCanceledException)
    return error.CancellationReasons?.every(({ Code }) => PASSING.has(Code ?? 'None')) ?? false;
  return (
    error instanceof ConditionalCheckFailedException ||
    error instanceof TransactionConflictException ||
    error instanceof StaleRead
  );
}
