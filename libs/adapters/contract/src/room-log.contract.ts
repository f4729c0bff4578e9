import { describe } from 'vitest';
import type { OpenBackend } from './backend.ts';
import { describeAnnouncements } from './room-log/announcements.ts';
import { describeDedupe } from './room-log/dedupe.ts';
import { describeGuards } from './room-log/guards.ts';
import { describeOrder } from './room-log/order.ts';
import { describeRecords } from './room-log/records.ts';
import { describeRecovery } from './room-log/recovery.ts';
import { describeReplay } from './room-log/replay.ts';

export function describeRoomLog(open: OpenBackend): void {
  describe('RoomLog', () => {
    describeOrder(open);
    describeRecords(open);
    describeGuards(open);
    describeDedupe(open);
    describeAnnouncements(open);
    describeReplay(open);
    describeRecovery(open);
  });
}
