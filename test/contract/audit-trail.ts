import { describe, expect, it } from '@jest/globals';
import type { AuditTrail } from '../../shared/src/invalidation/audit.ts';
import type { Invalidator } from '../../shared/src/invalidation/change.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

/** Two views of one trail, and what fills it. */
export interface AuditTrailPair {
  readonly one: AuditTrail;
  readonly other: AuditTrail;
  readonly invalidator: Invalidator;
}

const REFUSAL = {
  actor: 'hook:tool',
  initiatingEntity: 'admin',
  code: 'insufficient_scope',
  note: 'POST /hooks/v1/revoke',
} as const;

/** What every audit trail must do. */
export function auditTrailContract(createPair: (clock: TestClock) => AuditTrailPair): void {
  /** A trail of `count` entries, by turns about ann and bob. */
  async function createTrail(count: number) {
    const clock = createTestClock();
    const pair = createPair(clock);
    const by = { actor: 'usr_1', initiatingEntity: 'user', reason: 'password-change' } as const;
    for (let i = 1; i <= count; i += 1) {
      await pair.invalidator.revoke(i % 2 ? 'ann' : 'bob', by);
    }
    const ids = async (query: Parameters<AuditTrail['read']>[0]) =>
      (await pair.other.read(query)).map(({ id }) => id);
    return { ...pair, clock, ids };
  }

  it('is empty at first', async () => {
    const { ids } = await createTrail(0);
    expect([await ids({}), await ids({ after: 0 })]).toEqual([[], []]);
  });

  it('shows the newest first, or from a place on the oldest first', async () => {
    const { ids } = await createTrail(6);
    expect(await ids({})).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await ids({ before: 4 })).toEqual([3, 2, 1]);
    expect(await ids({ after: 4 })).toEqual([5, 6]);
    expect(await ids({ after: 2, before: 5 })).toEqual([3, 4]);
    expect(await ids({ after: 6 })).toEqual([]);
  });

  it('shows what is about one subject', async () => {
    const { ids } = await createTrail(6);
    expect(await ids({ subject: 'bob' })).toEqual([6, 4, 2]);
    expect(await ids({ subject: 'bob', before: 6 })).toEqual([4, 2]);
    expect(await ids({ subject: 'bob', after: 2 })).toEqual([4, 6]);
    expect(await ids({ subject: 'nobody' })).toEqual([]);
  });

  it('gives fifty entries, or as many as are asked for, from one to two hundred', async () => {
    const { ids } = await createTrail(205);
    expect(await ids({})).toHaveLength(50);
    expect(await ids({ limit: 3 })).toEqual([205, 204, 203]);
    expect(await ids({ limit: 1_000 })).toHaveLength(200);
    expect(await ids({ limit: 0, after: 0 })).toEqual([1]);
    expect(await ids({ limit: -1 })).toEqual([205]);
  });

  describe('a refusal', () => {
    it('stands in it with who, what and which answer, and ends nothing', async () => {
      const { one, other, clock } = await createTrail(0);
      await one.refuse({ ...REFUSAL, subject: 'ann' });
      expect(await other.read({ subject: 'ann' })).toEqual([
        {
          ...{ id: 1, kind: 'refused', at: clock.now(), actor: 'hook:tool' },
          ...{ initiatingEntity: 'admin', reason: 'insufficient_scope' },
          ...{ note: 'POST /hooks/v1/revoke', txn: expect.stringMatching(/^[0-9a-f]{32}$/) },
          ...{ subject: 'ann', sid: null, oldEpoch: null, newEpoch: null, acknowledgements: [] },
        },
      ]);
    });

    it('need not be about anybody', async () => {
      const { one, other } = await createTrail(1);
      await one.refuse(REFUSAL);
      expect((await other.read({})).map(({ subject }) => subject)).toEqual([null, 'ann']);
    });
  });
}
