import { describe, expect, it } from 'vitest';
import { planAdmission } from './admission-plan.ts';
import type { StoredHead } from './room-rows.ts';

const FIRST = { epoch: 1, firstSeq: 1 };

const stored = (epoch: number, seq: number, epochs: StoredHead['epochs']): StoredHead => ({
  epochs,
  end: { epoch, seq, number: seq, messageCount: seq, createdAt: seq },
});
const local = (epoch: number, seq: number, epochs = [FIRST]) => ({ epochs, end: { epoch, seq } });

describe('a room', () => {
  it('that is nowhere begins with the epoch', () => {
    expect(planAdmission(3, undefined, { epochs: [] }).epochs).toEqual([{ epoch: 3, firstSeq: 1 }]);
  });

  it('of which Redis has all goes on behind that', () => {
    expect(planAdmission(2, local(1, 20), stored(1, 8, [FIRST]))).toEqual({
      keep: true,
      epochs: [FIRST, { epoch: 2, firstSeq: 21 }],
    });
  });

  it('of which the store has more comes from there', () => {
    expect(planAdmission(2, local(1, 8), stored(1, 20, [FIRST]))).toEqual({
      keep: false,
      epochs: [FIRST, { epoch: 2, firstSeq: 21 }],
    });
  });

  it('that Redis does not have comes from the store', () => {
    expect(planAdmission(2, undefined, stored(1, 20, [FIRST]))).toMatchObject({ keep: false });
  });

  it('of which Redis has what another epoch has replaced comes from the store', () => {
    const epochs = [FIRST, { epoch: 2, firstSeq: 16 }];
    expect(planAdmission(3, local(1, 18), stored(2, 17, epochs))).toEqual({
      keep: false,
      epochs: [...epochs, { epoch: 3, firstSeq: 18 }],
    });
  });

  it('loses the epochs of which nothing is left', () => {
    const epochs = [FIRST, { epoch: 2, firstSeq: 21 }];
    expect(planAdmission(3, undefined, stored(1, 8, epochs)).epochs).toEqual([FIRST, { epoch: 3, firstSeq: 9 }]);
  });

  it('has no epoch without an event but the last', () => {
    const epochs = [FIRST, { epoch: 2, firstSeq: 21 }];
    expect(planAdmission(3, local(1, 20, epochs), stored(1, 20, epochs)).epochs).toEqual([
      FIRST,
      { epoch: 3, firstSeq: 21 },
    ]);
  });

  it('that somebody began to admit to this epoch goes on from the same place, with what is stored by now', () => {
    const epochs = [FIRST, { epoch: 2, firstSeq: 21 }];
    for (const seq of [8, 20])
      expect(planAdmission(2, local(1, 20), stored(1, seq, epochs))).toEqual({ keep: true, epochs });
    expect(planAdmission(2, local(1, 8), stored(1, 20, epochs))).toEqual({ keep: false, epochs });
  });
});
