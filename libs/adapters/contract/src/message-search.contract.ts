import { describe } from 'vitest';
import type { OpenBackend } from './backend.ts';
import { describeHighlights } from './message-search/highlights.ts';
import { describeMatching } from './message-search/matching.ts';
import { describeOrderAndPages } from './message-search/order.ts';
import { describeRevisions } from './message-search/revisions.ts';
import { describeSyntax } from './message-search/syntax.ts';
import { shareBackend } from './opened-backend.ts';

export function describeMessageSearch(open: OpenBackend): void {
  describe('MessageSearch', () => {
    const shared = shareBackend(open);
    describeMatching(shared);
    describeSyntax(shared);
    describeHighlights(shared);
    describeOrderAndPages(shared);
    describeRevisions(shared, open);
  });
}
