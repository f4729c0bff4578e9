import { CombinedGraphQLErrors } from '@apollo/client';
import { ChatError, ERROR_CODES, type ErrorCode } from '@maru/domain';

/** Why an operation did not succeed. NETWORK: nobody knows whether the server did it. UNKNOWN: the server answered with an error that has no code of ours. */
export interface Failure {
  readonly code: ErrorCode | 'NETWORK' | 'UNKNOWN';
}

const isErrorCode = (code: unknown): code is ErrorCode => ERROR_CODES.some((known) => known === code);

/** What a thrown error says about an operation. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ChatError) return { code: error.code };
  if (!CombinedGraphQLErrors.is(error)) return { code: 'NETWORK' };
  const code = error.errors[0]?.extensions?.['code'];
  return { code: isErrorCode(code) ? code : 'UNKNOWN' };
}

const PASSING: ReadonlySet<Failure['code']> = new Set<Failure['code']>(['NETWORK', 'UNKNOWN', 'BUSY', 'UNAVAILABLE']);

/** Whether the same operation may succeed later, unchanged. */
export const mayPass = ({ code }: Failure): boolean => PASSING.has(code);
