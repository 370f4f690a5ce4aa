import { describe, expect, it } from '@jest/globals';
import type { AuditTrail } from '../../shared/src/invalidation/audit.ts';
import type { Invalidator } from '../../shared/src/invalidation/change.ts';
import type { DeliveryStore } from '../../shared/src/invalidation/delivery-store.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

/** Two views of one delivery store, and the trail that it acknowledges. */
export interface DeliveryStorePair {
  readonly one: DeliveryStore;
  readonly other: DeliveryStore;
  readonly invalidator: Invalidator;
  readonly audit: AuditTrail;
}

const NOW = 2_000_000_000_000;
const LEASE = 30_000;
const SHOP = 'shopping';

/** What every delivery store must do. */
export function deliveryStoreContract(createPair: (clock: TestClock) => DeliveryStorePair): void {
  /** A store behind `changes` entries of the feed, with a refusal among them at 2. */
  async function createWorld(changes = 4) {
    const clock = createTestClock();
    const pair = createPair(clock);
    const by = { actor: 'usr_1', initiatingEntity: 'user' } as const;
    for (let i = 1; i <= changes; i += 1) {
      if (i === 2) await pair.audit.refuse({ ...by, code: 'no', note: 'n' });
      await pair.invalidator.revoke(`user_${i}`, { ...by, reason: 'password-change' });
    }
    const state = async () => {
      const { pushedSeq, ackedSeq, attempts, nextTryAt, lastError } = await pair.other.read(SHOP);
      return { pushedSeq, ackedSeq, attempts, nextTryAt, lastError };
    };
    const acknowledged = async (seqs: readonly number[]) => {
      const missing = await pair.other.unacknowledged(SHOP, seqs);
      return seqs.filter((seq) => !missing.includes(seq));
    };
    return { ...pair, clock, state, acknowledged };
  }

  it('begins at zero and enabled, the same for both handles', async () => {
    const { one, other } = await createWorld(0);
    const fresh = {
      ...{ stream: SHOP, status: 'enabled', pushedSeq: 0, ackedSeq: 0 },
      ...{ attempts: 0, nextTryAt: 0, lastError: null },
    };
    expect(await one.read(SHOP)).toEqual(fresh);
    expect(await other.read(SHOP)).toEqual(fresh);
  });

  it('keeps streams apart', async () => {
    const { one, other } = await createWorld();
    await one.pushed(SHOP, 1, NOW);
    await one.setStatus('second', 'paused');
    expect(await other.read('second')).toMatchObject({ pushedSeq: 0, status: 'paused' });
    expect(await other.unacknowledged('second', [1])).toEqual([1]);
    expect((await other.read(SHOP)).status).toBe('enabled');
  });

  it.each(['paused', 'disabled', 'enabled'] as const)('remembers that it is %s', async (status) => {
    const { one, other } = await createWorld();
    await one.setStatus(SHOP, status);
    expect((await other.read(SHOP)).status).toBe(status);
  });

  describe('the right to push', () => {
    it('has one worker of two', async () => {
      const { one, other } = await createWorld();
      expect(await one.claim(SHOP, 'a', NOW, NOW + LEASE)).toBe(true);
      expect(await other.claim(SHOP, 'b', NOW + 1, NOW + 1 + LEASE)).toBe(false);
    });

    it('is granted to one of twenty that ask at once', async () => {
      const { one, other } = await createWorld();
      const claims = Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? one : other).claim(SHOP, `worker_${i}`, NOW, NOW + LEASE),
      );
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
    });

    it('is prolonged by asking again', async () => {
      const { one, other } = await createWorld();
      await one.claim(SHOP, 'a', NOW, NOW + LEASE);
      expect(await one.claim(SHOP, 'a', NOW + LEASE - 1, NOW + 2 * LEASE - 1)).toBe(true);
      expect(await other.claim(SHOP, 'b', NOW + LEASE, NOW + 2 * LEASE)).toBe(false);
    });

    it('is free again when its holder died, at the end of the claim', async () => {
      const { one, other } = await createWorld();
      await one.claim(SHOP, 'a', NOW, NOW + LEASE);
      expect(await other.claim(SHOP, 'b', NOW + LEASE - 1, NOW + 2 * LEASE - 1)).toBe(false);
      expect(await other.claim(SHOP, 'b', NOW + LEASE, NOW + 2 * LEASE)).toBe(true);
      expect(await one.claim(SHOP, 'a', NOW + LEASE, NOW + 2 * LEASE)).toBe(false);
    });

    it('is free when its holder died and the clock was set back a day', async () => {
      const { one, other } = await createWorld();
      await one.claim(SHOP, 'a', NOW, NOW + LEASE);
      const yesterday = NOW - 86_400_000;
      expect(await other.claim(SHOP, 'b', yesterday, yesterday + LEASE)).toBe(true);
    });

    it('stays with a worker whose clock reading was a little later', async () => {
      const { one, other } = await createWorld();
      await one.claim(SHOP, 'a', NOW + 50, NOW + 50 + LEASE);
      expect(await other.claim(SHOP, 'b', NOW, NOW + LEASE)).toBe(false);
    });

    it('is let go by its holder alone', async () => {
      const { one, other } = await createWorld();
      await one.claim(SHOP, 'a', NOW, NOW + LEASE);
      await other.release(SHOP, 'b');
      expect(await other.claim(SHOP, 'b', NOW, NOW + LEASE)).toBe(false);
      await one.release(SHOP, 'a');
      expect(await other.claim(SHOP, 'b', NOW, NOW + LEASE)).toBe(true);
    });
  });

  describe('pushing', () => {
    it('moves on with each entry and acknowledges that one', async () => {
      const { one, state, acknowledged } = await createWorld();
      await one.pushed(SHOP, 3, NOW);
      expect(await state()).toMatchObject({ pushedSeq: 3, ackedSeq: 0 });
      expect(await acknowledged([1, 3, 4])).toEqual([3]);
    });

    it('moves on, and acknowledges nothing when anybody could have answered', async () => {
      const { one, state, acknowledged } = await createWorld();
      await one.failed(SHOP, 'timeout', NOW + 1);
      await one.pushed(SHOP, 3, null);
      expect(await state()).toMatchObject({ pushedSeq: 3, attempts: 0, lastError: null });
      expect(await acknowledged([3])).toEqual([]);
    });

    it('counts failures in a row, and forgets them with a success', async () => {
      const { one, state } = await createWorld();
      await one.failed(SHOP, 'status_503', NOW + 1);
      await one.failed(SHOP, 'timeout', NOW + 2);
      const after = { attempts: 2, nextTryAt: NOW + 2, lastError: 'timeout', pushedSeq: 0 };
      expect(await state()).toMatchObject(after);
      await one.pushed(SHOP, 1, NOW);
      expect(await state()).toMatchObject({ attempts: 0, nextTryAt: 0, lastError: null });
    });

    it('goes on behind an entry that is never accepted, and does not call it acknowledged', async () => {
      const { one, state, acknowledged } = await createWorld();
      await one.failed(SHOP, 'timeout', NOW + 1);
      await one.skipped(SHOP, 3, 'invalid_request');
      const after = { pushedSeq: 3, attempts: 0, nextTryAt: 0, lastError: 'invalid_request' };
      expect(await state()).toMatchObject(after);
      expect(await acknowledged([1, 3])).toEqual([]);
    });

    it('never goes back for a late answer', async () => {
      const { one, other, state } = await createWorld();
      await one.pushed(SHOP, 4, NOW);
      await other.pushed(SHOP, 3, NOW);
      await other.skipped(SHOP, 1, 'late');
      expect((await state()).pushedSeq).toBe(4);
    });
  });

  describe('acknowledging', () => {
    it('up to a place covers what lies before it, refusals left out', async () => {
      const { one, state, acknowledged } = await createWorld();
      await one.acknowledgedUpTo(SHOP, 4, NOW);
      expect(await state()).toMatchObject({ ackedSeq: 4, pushedSeq: 0 });
      expect(await acknowledged([1, 2, 3, 4, 5])).toEqual([1, 3, 4]);
    });

    it('never goes back', async () => {
      const { one, other, state, acknowledged } = await createWorld();
      await one.acknowledgedUpTo(SHOP, 4, NOW);
      await other.acknowledgedUpTo(SHOP, 1, NOW);
      expect((await state()).ackedSeq).toBe(4);
      expect(await acknowledged([3, 4])).toEqual([3, 4]);
    });

    it('some places leaves those between open', async () => {
      const { one, other, state, acknowledged } = await createWorld();
      await one.acknowledged(SHOP, [1, 4], NOW);
      await one.acknowledged(SHOP, [1], NOW);
      expect(await acknowledged([1, 3, 4])).toEqual([1, 4]);
      expect(await other.unacknowledged(SHOP, [5, 4, 3, 1])).toEqual([3, 5]);
      expect((await state()).ackedSeq).toBe(0);
    });

    it('is dated by the first time', async () => {
      const { one, other, clock, audit } = await createWorld();
      const at = clock.now();
      await one.pushed(SHOP, 1, at + 40);
      await other.acknowledgedUpTo(SHOP, 3, at + 900);
      await other.acknowledged(SHOP, [1], at + 999);
      const acks = (await audit.read({ after: 0 })).map((entry) => entry.acknowledgements);
      const [late, soon] = [900, 40].map((ms) => [{ peer: SHOP, afterMilliseconds: ms }]);
      expect(acks).toEqual([soon, [], late, [], []]);
      expect(await audit.acknowledgedBy(1)).toEqual([SHOP]);
      expect(await audit.acknowledgedBy(4)).toEqual([]);
    });
  });
}
