import { CombinedGraphQLErrors } from '@apollo/client';
import { describe, expect, it } from 'vitest';
import { failureOf, mayPass } from './failure.ts';

const answered = (code?: string) =>
  new CombinedGraphQLErrors({ errors: [{ message: 'no', ...(code === undefined ? {} : { extensions: { code } }) }] });

describe('a failure', () => {
  it("has the server's code where it is one of ours", () => {
    expect(failureOf(answered('HANDLE_TAKEN')).code).toBe('HANDLE_TAKEN');
    expect(failureOf(answered('INTERNAL_SERVER_ERROR')).code).toBe('UNKNOWN');
    expect(failureOf(answered()).code).toBe('UNKNOWN');
    expect(failureOf(new TypeError('Failed to fetch')).code).toBe('NETWORK');
  });

  it('may pass where nobody refused', () => {
    expect(mayPass({ code: 'NETWORK' })).toBe(true);
    expect(mayPass({ code: 'BUSY' })).toBe(true);
    expect(mayPass({ code: 'ROOM_NOT_FOUND' })).toBe(false);
  });
});
