import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cursor } from '../../shared/src/invalidation/feed.ts';
import type { Learned, ReceiverStore } from '../../shared/src/invalidation/receiver-store.ts';
import type { EpochStore, SessionStore } from '../../shared/src/session/session-store.ts';
import { SESSION_NOW, sampleSession } from '../support/stored-session.ts';

/** Two views of one receiver store, and the sessions that it ends. */
export interface ReceiverStorePair {
  readonly one: ReceiverStore;
  readonly other: ReceiverStore;
  readonly sessions: SessionStore;
  readonly epochs: EpochStore;
}

const EPOCH = 2_000_000_000_000;
const CURSOR: Cursor = { incarnation: 'a'.repeat(32), seq: 7, chain: 'c'.repeat(43) };
const AT = { at: EPOCH, reason: null };

const subject = (epoch: number, reason: string | null = null): Learned => {
  return { ...AT, kind: 'subject', subject: 'ann', epoch, reason };
};
const session = (sid: string, reason: string | null = null, signedOut = false): Learned => {
  return { ...AT, kind: 'session', sid, reason, signedOut };
};
const everyone = (epoch: number, reason: string | null = null): Learned => {
  return { ...AT, kind: 'everyone', epoch, reason };
};

/** What every receiver store must do. */
export function receiverStoreContract(createPair: () => ReceiverStorePair): void {
  function createWorld() {
    const pair = createPair();
    async function arrive(entity: string, sid: string, epoch: number): Promise<boolean> {
      await pair.epochs.raise(entity, epoch);
      return pair.sessions.create(sid, sampleSession({ entity, sid, epoch, role: 'shopper' }));
    }
    const lives = async (sid: string) => (await pair.sessions.read(sid, SESSION_NOW)) !== null;
    const end = async (sid: string) => {
      const ended = await pair.sessions.ended(sid, SESSION_NOW);
      return ended && [ended.reason, ended.signedOut];
    };
    return { ...pair, arrive, lives, end };
  }

  it('knows nothing at first', async () => {
    const { one } = createWorld();
    expect([await one.cursor(), await one.highestEpoch()]).toEqual([null, 0]);
  });

  it('learns nothing from an empty answer but how far it goes', async () => {
    const { one, other } = createWorld();
    await one.learn([], CURSOR);
    expect([await other.cursor(), await other.highestEpoch()]).toEqual([CURSOR, 0]);
  });

  it('moves the cursor where it is told, also back into another incarnation, and by no push', async () => {
    const { one, other } = createWorld();
    await one.learn([], CURSOR);
    const anew = { incarnation: 'b'.repeat(32), seq: 2, chain: 'd'.repeat(43) };
    await one.learn([subject(EPOCH)], anew);
    await other.learn([subject(EPOCH + 1)]);
    expect(await one.cursor()).toEqual(anew);
  });

  describe('the end of a subject’s sessions', () => {
    it('ends those born before, for both handles, and no other', async () => {
      const { one, arrive, lives } = createWorld();
      await arrive('ann', 'before', EPOCH);
      await arrive('bob', 'theirs', EPOCH);
      await one.learn([subject(EPOCH + 1)]);
      await arrive('ann', 'after', EPOCH + 1);
      const living = [await lives('before'), await lives('theirs'), await lives('after')];
      expect(living).toEqual([false, true, true]);
    });

    it('is known of a subject that has not come yet', async () => {
      const { one, epochs } = createWorld();
      await one.learn([subject(EPOCH)]);
      expect(await epochs.effective('ann')).toBe(EPOCH);
    });

    it('delayed past a new sign-in leaves that one alone', async () => {
      const { one, other, arrive, lives } = createWorld();
      await arrive('ann', 'new', EPOCH + 5);
      await one.learn([subject(EPOCH)]);
      await other.learn([subject(EPOCH + 5)]);
      expect(await lives('new')).toBe(true);
    });

    it('tells why, as soon as one event does, and keeps it when a later copy does not', async () => {
      const { one, other, arrive, end } = createWorld();
      await arrive('ann', 'sid', EPOCH);
      await one.learn([subject(EPOCH + 1)]);
      expect(await end('sid')).toEqual([null, false]);
      await other.learn([subject(EPOCH + 1, 'role-change')]);
      await one.learn([subject(EPOCH + 1)]);
      expect(await end('sid')).toEqual(['role-change', false]);
    });

    it('does not take over the reason of an earlier end', async () => {
      const { one, arrive, end, epochs } = createWorld();
      await arrive('ann', 'sid', EPOCH);
      await one.learn([subject(EPOCH + 1, 'role-change')]);
      await one.learn([subject(EPOCH, 'password-change')]);
      expect(await end('sid')).toEqual(['role-change', false]);
      await one.learn([subject(EPOCH + 2)]);
      expect(await end('sid')).toEqual([null, false]);
      // A link that came with a higher epoch says nothing of why.
      await one.learn([subject(EPOCH + 2, 'role-change')]);
      await epochs.raise('ann', EPOCH + 3);
      expect(await end('sid')).toEqual([null, false]);
      await one.learn([subject(EPOCH + 3, 'account-disabled')]);
      expect(await end('sid')).toEqual(['account-disabled', false]);
    });
  });

  describe('the end of one session', () => {
    it('ends it and no other', async () => {
      const { one, arrive, lives, epochs } = createWorld();
      await arrive('ann', 'sid_1', EPOCH);
      await arrive('ann', 'sid_2', EPOCH);
      await one.learn([session('sid_1')]);
      expect([await lives('sid_1'), await lives('sid_2')]).toEqual([false, true]);
      expect([await epochs.endOf('sid_1'), await epochs.endOf('sid_2')]).toEqual(['ended', null]);
    });

    it('lets none begin under that sid', async () => {
      const { one, arrive, epochs } = createWorld();
      await one.learn([session('sid_1', 'sign-out', true)]);
      expect(await arrive('ann', 'sid_1', EPOCH)).toBe(false);
      expect(await epochs.endOf('sid_1')).toBe('signed-out');
    });

    it('was a sign-out if any event said so, and keeps a reason that is known', async () => {
      const { one, other, arrive, end } = createWorld();
      await arrive('ann', 'sid_1', EPOCH);
      await one.learn([session('sid_1')]);
      expect(await end('sid_1')).toEqual([null, false]);
      await one.learn([session('sid_1', 'sign-out', true)]);
      await other.learn([session('sid_1')]);
      expect(await end('sid_1')).toEqual(['sign-out', true]);
    });

    it('comes before the end of all, whichever is heard of first', async () => {
      for (const order of [0, 1]) {
        const { one, arrive, end } = createWorld();
        await arrive('ann', 'sid_1', EPOCH);
        const both = [
          session('sid_1', 'sign-out', true),
          subject(EPOCH + 1, 'sign-out-everywhere'),
        ];
        await one.learn(order ? both : both.toReversed());
        expect(await end('sid_1')).toEqual(['sign-out', true]);
      }
    });
  });

  describe('the end of everybody’s sessions', () => {
    it('ends those below the floor, and lets new ones begin at it', async () => {
      const { one, arrive, lives, end } = createWorld();
      await arrive('ann', 'ann', EPOCH);
      await arrive('bob', 'bob', EPOCH + 1);
      await one.learn([everyone(EPOCH + 2, 'everyone')]);
      expect([await lives('ann'), await lives('bob')]).toEqual([false, false]);
      expect(await end('ann')).toEqual(['everyone', false]);
      await arrive('ann', 'again', EPOCH + 2);
      expect(await lives('again')).toBe(true);
    });

    it('never falls, and keeps the reason of the highest', async () => {
      const { one, other, arrive, end, epochs } = createWorld();
      await arrive('ann', 'ann', EPOCH);
      await one.learn([everyone(EPOCH + 5)]);
      await other.learn([everyone(EPOCH + 5, 'history-lost'), everyone(EPOCH + 1, 'everyone')]);
      await one.learn([everyone(EPOCH + 5)]);
      expect(await epochs.effective('ann')).toBe(EPOCH + 5);
      expect(await end('ann')).toEqual(['history-lost', false]);
    });
  });

  it('names the highest epoch of all: of subjects, links and the floor', async () => {
    const { one, other, epochs } = createWorld();
    await one.learn([subject(EPOCH + 1)]);
    expect(await other.highestEpoch()).toBe(EPOCH + 1);
    await epochs.raise('bob', EPOCH + 2);
    expect(await other.highestEpoch()).toBe(EPOCH + 2);
    await one.learn([everyone(EPOCH + 3)]);
    expect(await other.highestEpoch()).toBe(EPOCH + 3);
    await one.learn([subject(EPOCH + 2)]);
    expect(await other.highestEpoch()).toBe(EPOCH + 3);
  });

  it('ends at the maximum of whatever it hears, in any order, any number of times', async () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('subject' as const), subject: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ kind: fc.constant('everyone' as const) }),
      fc.record({ kind: fc.constant('session' as const), sid: fc.constantFrom('s', 't') }),
    );
    const heard = fc.tuple(event, fc.nat(20), fc.boolean(), fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(heard, { maxLength: 30 }), async (all) => {
        const { one, other, epochs } = createWorld();
        const ends: Learned[] = all.map(([what, epoch, signedOut]) =>
          what.kind === 'session' ? { ...AT, ...what, signedOut } : { ...AT, ...what, epoch },
        );
        for (const [i, [, , , byOther]] of all.entries()) {
          await (byOther ? other : one).learn(ends.slice(i, i + 1));
        }
        const top = (of: (learned: Learned) => boolean): number =>
          Math.max(0, ...ends.flatMap((e) => (e.kind !== 'session' && of(e) ? [e.epoch] : [])));
        const floor = top(({ kind }) => kind === 'everyone');
        for (const name of ['a', 'b', 'c']) {
          const own = top((e) => e.kind === 'subject' && e.subject === name);
          expect(await epochs.effective(name)).toBe(Math.max(floor, own));
        }
        for (const sid of ['s', 't']) {
          const of = ends.filter((e) => e.kind === 'session' && e.sid === sid);
          const isOut = of.some((e) => e.kind === 'session' && e.signedOut);
          const expected = of.length === 0 ? null : isOut ? 'signed-out' : 'ended';
          expect(await epochs.endOf(sid)).toBe(expected);
        }
      }),
      { numRuns: 25 },
    );
  });
}
