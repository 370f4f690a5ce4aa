import { describe, expect, it } from '@jest/globals';
import {
  CHANGE,
  type CreateInvalidatorPair,
  createInvalidatorWorld,
  DAY,
  epochOf,
} from './invalidator-world.ts';

/** What every invalidator must do. */
export function invalidatorContract(createPair: CreateInvalidatorPair): void {
  const createWorld = () => createInvalidatorWorld(createPair);

  describe('ending the sessions of a subject', () => {
    it('ends all of them, for both handles, and nobody else’s', async () => {
      const { other, signIn, lives } = createWorld();
      const ids = [await signIn('ann', 'sid_1'), await signIn('ann', 'sid_2'), await signIn('bob')];
      await other.revoke('ann', CHANGE);
      expect(await Promise.all(ids.map(lives))).toEqual([false, false, true]);
    });

    it('answers with the new epoch and the place in the feed', async () => {
      const { one, epochs, audit, signIn } = createWorld();
      await signIn('ann');
      const outcome = await one.revoke('ann', CHANGE);
      const [entry] = await audit.read({ subject: 'ann' });
      expect(outcome).toEqual({ kind: 'changed', epoch: entry?.newEpoch, seq: entry?.id });
      expect(await epochs.effective('ann')).toBe(entry?.newEpoch);
    });

    it('lets somebody sign in at once, and that session live', async () => {
      const { one, signIn, lives } = createWorld();
      await signIn('ann');
      await one.revoke('ann', CHANGE);
      expect(await lives(await signIn('ann'))).toBe(true);
    });

    it.each([
      ['stands', 0],
      ['goes on a day', DAY],
      ['goes back a day', -DAY],
    ])('raises the epoch each time, also while the clock %s', async (_, seconds) => {
      const { one, other, clock, signIn, lives } = createWorld();
      const before = await signIn('ann');
      const first = epochOf(await one.revoke('ann', CHANGE));
      const between = await signIn('ann');
      clock.advance(seconds);
      expect(epochOf(await other.revoke('ann', CHANGE))).toBeGreaterThan(first);
      expect([await lives(before), await lives(between)]).toEqual([false, false]);
    });

    it('gives two changes at once two epochs, in the order of the feed', async () => {
      const { one, other } = createWorld();
      const outcomes = await Promise.all([one.revoke('ann', CHANGE), other.revoke('ann', CHANGE)]);
      const [first, second] = outcomes.map(epochOf) as [number, number];
      expect(second).toBeGreaterThan(first);
      const seqs = outcomes.map((outcome) => (outcome.kind === 'changed' ? outcome.seq : 0));
      expect(seqs[1]).toBeGreaterThan(seqs[0] ?? 0);
    });
  });

  describe('ending one session', () => {
    it('ends it alone', async () => {
      const { one, signIn, lives, epochs } = createWorld();
      const ids = [await signIn('ann', 'sid_1'), await signIn('ann', 'sid_2')];
      const outcome = await one.endSession({ subject: 'ann', sid: 'sid_1' }, CHANGE);
      expect(outcome).toMatchObject({ kind: 'changed', epoch: null });
      expect(await Promise.all(ids.map(lives))).toEqual([false, true]);
      expect(await epochs.endOf('sid_1')).toBe('ended');
      expect(await epochs.endOf('sid_2')).toBeNull();
    });

    it('tells a sign-out from another end', async () => {
      const { one, other, signIn, epochs } = createWorld();
      await signIn('ann');
      await one.endSession({ subject: 'ann', sid: 'sid_ann' }, { ...CHANGE, reason: 'sign-out' });
      await other.endSession({ subject: 'ann', sid: 'sid_ann' }, CHANGE);
      expect(await epochs.endOf('sid_ann')).toBe('signed-out');
    });

    it('ends it once: the next time nothing changes', async () => {
      const { one, other, signIn, trail } = createWorld();
      await signIn('ann');
      await one.endSession({ subject: 'ann', sid: 'sid_ann' }, CHANGE);
      const again = await other.endSession({ subject: 'ann', sid: 'sid_ann' }, CHANGE);
      expect([again, await trail()]).toEqual([{ kind: 'unchanged' }, 1]);
    });

    it.each([
      ['somebody else', 'bob', 'sid_ann'],
      ['nobody', 'ann', 'sid_none'],
    ])('refuses the sid of %s', async (_, subject, sid) => {
      const { one, signIn, lives, trail } = createWorld();
      const id = await signIn('ann');
      await signIn('bob');
      expect(await one.endSession({ subject, sid }, CHANGE)).toEqual({ kind: 'refused' });
      expect([await lives(id), await trail()]).toEqual([true, 0]);
    });

    it('does not let a session begin under a sid that has ended', async () => {
      const { one, signIn } = createWorld();
      await signIn('ann');
      await one.endSession({ subject: 'ann', sid: 'sid_ann' }, CHANGE);
      await expect(signIn('ann', 'sid_ann')).rejects.toThrow();
    });
  });

  it('writes down who, when, why, and from which epoch to which', async () => {
    const { one, clock, audit, epochs } = createWorld();
    await epochs.raise('ann', 7);
    const note = 'asked by telephone';
    const outcome = await one.revoke('ann', { ...CHANGE, note, txn: 'txn_1' });
    expect(await audit.read({})).toEqual([
      {
        ...{ id: 1, kind: 'subject', at: clock.now(), actor: 'usr_admin' },
        ...{ initiatingEntity: 'admin', reason: 'sessions-revoked', note, txn: 'txn_1' },
        ...{ subject: 'ann', sid: null, oldEpoch: 7, newEpoch: epochOf(outcome) },
        acknowledgements: [],
      },
    ]);
  });

  it('gives changes that bring no txn different ones', async () => {
    const { one, audit } = createWorld();
    await one.revoke('ann', CHANGE);
    await one.revoke('ann', CHANGE);
    expect(new Set((await audit.read({})).map(({ txn }) => txn)).size).toBe(2);
  });
}
