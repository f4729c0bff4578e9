import { describe } from 'vitest';
import type { OpenBackend } from './backend.ts';
import { describeClaims } from './user-store/claims.ts';
import { describeHolds } from './user-store/holds.ts';
import { describeLookups } from './user-store/lookups.ts';
import { describeTakingOver } from './user-store/taking-over.ts';

export function describeUserStore(open: OpenBackend): void {
  describe('UserStore', () => {
    describeClaims(open);
    describeTakingOver(open);
    describeHolds(open);
    describeLookups(open);
  });
}
