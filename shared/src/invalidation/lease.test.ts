import { describe, expect, it } from '@jest/globals';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import { PEER_TIMEOUT_SECONDS } from './constants.ts';
import { checkLease, holdFor, Lease } from './lease.ts';

describe('a lease', () => {
  const start = () => {
    const scheduler = createTestScheduler();
    return { scheduler, lease: new Lease({ leaseSeconds: 30, scheduler }) };
  };

  it('is not fresh before anything has confirmed it', () => {
    expect(start().lease.isFresh()).toBe(false);
  });

  it('counts from the beginning of what confirmed it, not from its end', async () => {
    const { scheduler, lease } = start();
    const startedAt = scheduler.now();
    await scheduler.advance(10_000);
    lease.confirm(startedAt);
    await scheduler.advance(20_000);
    expect(lease.isFresh()).toBe(true);
    await scheduler.advance(1);
    expect(lease.isFresh()).toBe(false);
  });

  it('is fresh again when it is confirmed again', async () => {
    const { scheduler, lease } = start();
    lease.confirm(scheduler.now());
    await scheduler.advance(60_000);
    lease.confirm(scheduler.now());
    expect(lease.isFresh()).toBe(true);
  });

  it('is not shortened by a confirmation that comes late', async () => {
    const { scheduler, lease } = start();
    const early = scheduler.now();
    await scheduler.advance(20_000);
    lease.confirm(scheduler.now());
    lease.confirm(early);
    await scheduler.advance(30_000);
    expect(lease.isFresh()).toBe(true);
  });

  it('is not revived by a poll that was under way while the process stood still', async () => {
    const { scheduler, lease } = start();
    const startedAt = scheduler.now();
    await scheduler.advance(60_000);
    lease.confirm(startedAt);
    expect(lease.isFresh()).toBe(false);
  });
});

describe('the times of a lease', () => {
  it('fit together for every lease that is allowed', () => {
    for (let leaseSeconds = 10; leaseSeconds <= 300; leaseSeconds++) {
      const holdSeconds = holdFor(leaseSeconds);
      checkLease({ leaseSeconds, holdSeconds, timeoutSeconds: PEER_TIMEOUT_SECONDS });
      expect(holdSeconds).toBeGreaterThanOrEqual(2);
    }
    expect([10, 25, 26, 30, 300].map(holdFor)).toEqual([2, 9, 10, 10, 10]);
  });

  it.each([
    [9, 1, 1],
    [301, 10, 5],
    [Number.NaN, 1, 1],
    [25, 10, 5],
    [30, 12.5, 5],
  ])(
    'are refused: %d s with holds of %d s and %d s of patience',
    (leaseSeconds, holdSeconds, timeoutSeconds) => {
      expect(() => checkLease({ leaseSeconds, holdSeconds, timeoutSeconds })).toThrow(RangeError);
    },
  );
});
