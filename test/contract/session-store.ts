import { describe, expect, it } from '@jest/globals';
import type { StoredSession } from '../../shared/src/session/session.ts';
import type { EpochStore, SessionStore } from '../../shared/src/session/session-store.ts';

/** Two views of one store, and the epochs it obeys. */
export interface SessionStorePair {
  readonly one: SessionStore;
  readonly other: SessionStore;
  readonly epochs: EpochStore;
  /** Tries to spoil a stored session, in as many ways as the engine has columns. */
  readonly damage?: (idHash: string) => void;
}

const NOW = 2_000_000_000;
const EPOCH = 2_000_000_000_000;
const SESSION: StoredSession = {
  entity: 'user',
  role: 'customer',
  sid: 'sid_1',
  epoch: EPOCH,
  data: null,
  device: 'Browser/1',
  startedAt: NOW,
  seenAt: NOW,
  expiresAt: NOW + 100,
  version: 1,
};

/** What every session store must do. */
export function sessionStoreContract(createPair: () => SessionStorePair): void {
  async function createWithSession() {
    const pair = createPair();
    await pair.epochs.raise('user', EPOCH);
    expect(await pair.one.create('id', SESSION)).toBe(true);
    return pair;
  }

  it('finds nothing under an unknown id', async () => {
    const { other } = await createWithSession();
    expect(await other.read('unknown', NOW)).toBeNull();
  });

  it('gives back what the other handle has created', async () => {
    const { other } = await createWithSession();
    expect(await other.read('id', NOW)).toEqual(SESSION);
  });

  it('ends a session at its second, not before', async () => {
    const { other } = await createWithSession();
    expect(await other.read('id', NOW + 99)).not.toBeNull();
    expect(await other.read('id', NOW + 100)).toBeNull();
  });

  it('sweeps what is over and counts it', async () => {
    const { one, other } = await createWithSession();
    expect(await other.sweep(NOW + 99)).toBe(0);
    expect(await other.sweep(NOW + 100)).toBe(1);
    expect(await one.read('id', NOW)).toBeNull();
  });

  describe('creating', () => {
    it('refuses a session whose epoch has been overtaken', async () => {
      const { one, other, epochs } = createPair();
      await epochs.raise('user', EPOCH + 1);
      expect(await one.create('id', SESSION)).toBe(false);
      expect(await other.read('id', NOW)).toBeNull();
    });

    it('refuses a session whose epoch nobody has reached yet', async () => {
      const { one, epochs } = createPair();
      await epochs.raise('user', EPOCH - 1);
      expect(await one.create('id', SESSION)).toBe(false);
    });

    it('refuses a subject that is not on file: it has been ended', async () => {
      const { one } = createPair();
      expect(await one.create('id', { ...SESSION, epoch: 0 })).toBe(false);
    });
  });

  it('does not go on from a session that is gone', async () => {
    const { one, other, epochs } = await createWithSession();
    await epochs.raise('user', EPOCH + 1);
    await other.end('id');
    const next = { ...SESSION, sid: 'sid_2', epoch: EPOCH + 1 };
    expect(await one.create('next', next, { idHash: 'id', seq: 1 })).toBe(false);
  });

  describe('epochs', () => {
    it('end every session of the subject that was born before, and no other', async () => {
      const { one, other, epochs } = await createWithSession();
      await epochs.raise('somebody', EPOCH);
      await one.create('second', { ...SESSION, sid: 'sid_2' });
      await one.create('theirs', { ...SESSION, entity: 'somebody' });
      await epochs.raise('user', EPOCH + 1);
      expect(await other.read('id', NOW)).toBeNull();
      expect(await other.read('second', NOW)).toBeNull();
      expect(await other.read('theirs', NOW)).not.toBeNull();
    });

    it('leave a session alone that was born under the present one', async () => {
      const { one, other, epochs } = await createWithSession();
      await epochs.raise('user', EPOCH + 1);
      await one.create('new', { ...SESSION, epoch: EPOCH + 1 });
      expect(await other.read('new', NOW)).not.toBeNull();
    });
  });

  describe('saving', () => {
    it('replaces what may change: data and the last request', async () => {
      const { one, other } = await createWithSession();
      const next = { ...SESSION, data: 'text', seenAt: NOW + 5, version: 2 };
      expect(await one.save('id', next)).toBe(true);
      expect(await other.read('id', NOW)).toEqual(next);
    });

    it('does not change who the session is for, nor when it ends', async () => {
      const { one, other } = await createWithSession();
      const forged = { ...SESSION, entity: 'admin', role: 'admin', expiresAt: NOW + 999 } as const;
      await one.save('id', { ...forged, version: 2 });
      expect(await other.read('id', NOW)).toEqual({ ...SESSION, version: 2 });
    });

    it('lets one of two savers of one version through', async () => {
      const { one, other } = await createWithSession();
      const saves = [
        one.save('id', { ...SESSION, data: 'one', version: 2 }),
        other.save('id', { ...SESSION, data: 'other', version: 2 }),
      ];
      expect((await Promise.all(saves)).filter(Boolean)).toHaveLength(1);
    });

    it('never brings an ended session back', async () => {
      const { one, other } = await createWithSession();
      await other.end('id');
      expect(await one.save('id', { ...SESSION, version: 2 })).toBe(false);
      expect(await one.save('id', { ...SESSION, version: 1 })).toBe(false);
      expect(await other.read('id', NOW)).toBeNull();
    });
  });

  describe('what became of a session', () => {
    it('is told of one that was ended before its time, to both handles', async () => {
      const { one, other, epochs } = await createWithSession();
      await epochs.raise('user', EPOCH + 1);
      const ended = { sid: 'sid_1', reason: null, signedOut: false, cart: null };
      expect(await one.ended('id', NOW + 99)).toEqual(ended);
      expect(await other.ended('id', NOW + 99)).toEqual(ended);
    });

    it('is nothing while it lives', async () => {
      const { other } = await createWithSession();
      expect(await other.ended('id', NOW)).toBeNull();
    });

    it('is forgotten when its time is over', async () => {
      const { other, epochs } = await createWithSession();
      await epochs.raise('user', EPOCH + 1);
      expect(await other.ended('id', NOW + 100)).toBeNull();
    });

    it('is unknown of a session that left of itself, or never was', async () => {
      const { one, other } = await createWithSession();
      await one.end('id');
      expect([await other.ended('id', NOW), await other.ended('unknown', NOW)]).toEqual([
        null,
        null,
      ]);
    });

    it('is still told after a save that came too late', async () => {
      const { one, other, epochs } = await createWithSession();
      await epochs.raise('user', EPOCH + 1);
      await one.save('id', { ...SESSION, data: 'late', version: 2 });
      expect(await other.read('id', NOW)).toBeNull();
      expect(await other.ended('id', NOW)).not.toBeNull();
    });
  });

  describe('the list of sessions', () => {
    const sids = async ({ other }: SessionStorePair, entity = 'user', now = NOW) =>
      (await other.list(entity, now)).map(({ sid }) => sid);

    it('has those of the entity, newest first, as they are', async () => {
      const pair = await createWithSession();
      await pair.epochs.raise('somebody', EPOCH);
      const newer = { ...SESSION, sid: 'sid_2', startedAt: NOW + 2 };
      await pair.one.create('newer', newer);
      await pair.one.create('theirs', { ...SESSION, entity: 'somebody', sid: 'sid_3' });
      expect(await pair.other.list('user', NOW)).toEqual([newer, SESSION]);
      expect(await sids(pair, 'nobody')).toEqual([]);
    });

    it('leaves out what is over and what was ended', async () => {
      const pair = await createWithSession();
      await pair.one.create('short', { ...SESSION, sid: 'sid_2', expiresAt: NOW + 5 });
      expect(await sids(pair)).toHaveLength(2);
      expect(await sids(pair, 'user', NOW + 5)).toEqual(['sid_1']);
      await pair.epochs.raise('user', EPOCH + 1);
      expect(await sids(pair)).toEqual([]);
    });

    it('has at most a hundred', async () => {
      const pair = await createWithSession();
      for (let i = 1; i <= 101; i += 1) {
        await pair.one.create(`id_${i}`, { ...SESSION, sid: `sid_${i}`, startedAt: NOW + i });
      }
      const listed = await sids(pair);
      expect([listed.length, listed[0]]).toEqual([100, 'sid_101']);
    });
  });

  it('ends a session for both handles and passes over unknown ids', async () => {
    const { one, other } = await createWithSession();
    await other.end('unknown');
    await other.end('id');
    expect(await one.read('id', NOW)).toBeNull();
  });

  it('does not let a damaged row live longer or be more than the session was', async () => {
    const { other, damage } = await createWithSession();
    if (!damage) return;
    damage('id');
    expect([null, SESSION]).toContainEqual(await other.read('id', NOW));
    expect(await other.read('id', NOW + 100)).toBeNull();
  });
}
