import { describe } from 'vitest';
import type { OpenBackend } from './backend.ts';
import { describeCarriers } from './room-events/carriers.ts';
import { describeDelivery } from './room-events/delivery.ts';
import { describeFaults } from './room-events/faults.ts';

export function describeRoomEvents(open: OpenBackend): void {
  describe('RoomEvents', () => {
    describeDelivery(open);
    describeCarriers(open);
    describeFaults(open);
  });
}
