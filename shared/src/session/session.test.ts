import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '../core/duration.ts';
import { DEFAULT_LIFETIMES } from './lifetime.ts';
import { needsTouch, type Session, type StoredSession, sessionAt } from './session.ts';

const START = 2_000_000_000;
const stored: StoredSession = {
  entity: 'user',
  role: 'customer',
  sid: 'sid_1',
  epoch: 1,
  device: null,
  data: 'text',
  startedAt: START,
  seenAt: START,
  expiresAt: START + 30 * DAY,
  version: 1,
};

function stateAt(seconds: number, change: Partial<StoredSession> = {}): Session {
  return sessionAt({ ...stored, ...change }, START + seconds, DEFAULT_LIFETIMES);
}

describe('the state of a session', () => {
  it('is authenticated with its role and data while it is fresh', () => {
    expect(stateAt(0)).toEqual({
      state: 'authenticated',
      role: 'customer',
      entity: 'user',
      sid: 'sid_1',
      epoch: 1,
      data: 'text',
      signedInAt: START,
    });
  });

  it('becomes recognized after 20 idle minutes, to the second, and shows nothing personal', () => {
    expect(stateAt(20 * MINUTE - 1).state).toBe('authenticated');
    expect(stateAt(20 * MINUTE)).toMatchObject({
      state: 'recognized',
      role: 'shopper',
      data: null,
    });
  });

  it('becomes recognized 8 hours after the sign-in, however busy', () => {
    const busy = (seconds: number) => stateAt(seconds, { seenAt: START + seconds }).state;
    expect([busy(8 * HOUR - 1), busy(8 * HOUR)]).toEqual(['authenticated', 'recognized']);
  });

  it('is over after 30 days, to the second, for whatever role', () => {
    expect(stateAt(30 * DAY - 1).state).toBe('recognized');
    for (const role of ['shopper', 'customer', 'admin'] as const) {
      expect(stateAt(30 * DAY, { role, seenAt: START + 30 * DAY }).state).toBe('anonymous');
    }
  });

  it('is never more than recognized for a shopper', () => {
    expect(stateAt(0, { role: 'shopper' })).toMatchObject({ state: 'recognized', data: null });
  });
});

describe('a touch', () => {
  const touched = (seconds: number, change: Partial<StoredSession> = {}) =>
    needsTouch({ ...stored, ...change }, START + seconds, DEFAULT_LIFETIMES);

  it('is written once a minute at most', () => {
    expect([touched(59), touched(60)]).toEqual([false, true]);
  });

  it('revives no idle session, no old one and no shopper', () => {
    expect(touched(20 * MINUTE)).toBe(false);
    expect(touched(8 * HOUR, { seenAt: START + 8 * HOUR - 2 * MINUTE })).toBe(false);
    expect(touched(5 * MINUTE, { role: 'shopper' })).toBe(false);
  });
});

describe('a session that cannot be', () => {
  it('does not compile: nobody with a role, a recognized customer, an authenticated shopper', () => {
    const facts = { entity: 'user', sid: 'sid_1', epoch: 1, data: null };
    // @ts-expect-error (none, customer) is impossible.
    const nobody: Session = { state: 'anonymous', role: 'customer' };
    // @ts-expect-error A role needs an entity.
    const nameless: Session = { state: 'authenticated', role: 'customer' };
    // @ts-expect-error Only a sign-in gives a role.
    const recognized: Session = { ...facts, state: 'recognized', role: 'customer' };
    // @ts-expect-error Whoever signed in is more than a shopper.
    const shopper: Session = { ...facts, state: 'authenticated', role: 'shopper' };
    expect([nobody, nameless, recognized, shopper]).toHaveLength(4);
  });
});
