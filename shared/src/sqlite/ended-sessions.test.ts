import { afterAll, describe, expect, it } from '@jest/globals';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { putSession, SESSION_NOW } from '../../../test/support/stored-session.ts';
import type { Change, EndReason } from '../invalidation/change.ts';
import { createSqliteInvalidator } from './invalidator.ts';
import { createSqliteSessionStore } from './session-store.ts';
import { createSqliteStateStore } from './state-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const text = (record: Uint8Array | null | undefined) => record && Buffer.from(record).toString();

function createWorld() {
  const db = files.open();
  let now = SESSION_NOW * 1000;
  const states = createSqliteStateStore(db);
  const sessions = createSqliteSessionStore(db);
  const invalidator = createSqliteInvalidator(db, { clock: () => now });
  const by = (reason: EndReason): Change => ({ actor: 'x', initiatingEntity: 'user', reason });
  return {
    db,
    sessions,
    invalidator,
    by,
    passSeconds(seconds: number) {
      now += seconds * 1000;
    },
    /** Writes the account's cart, at this second. */
    async write(cart: string, entity = 'ann') {
      const key = `account:${entity}`;
      const version = (await states.read(key, 0))?.version ?? null;
      const record = Buffer.from(cart);
      const written = { version: (version ?? 0) + 1, record, expiresAt: null };
      await states.compareAndSet(key, version, { ...written, writtenAt: now / 1000 }, 0);
    },
    signIn: (sid: string, entity = 'ann') => putSession(db, { entity, sid }),
    async told(idHash: string) {
      const ended = await sessions.ended(idHash, SESSION_NOW);
      return ended && [ended.reason, text(ended.cart)];
    },
  };
}

describe('what became of a session on the authority', () => {
  it('is nothing while it lives, and nothing of an unknown or expired one', async () => {
    const { signIn, told, invalidator, by, sessions, db } = createWorld();
    const id = await signIn('sid_1');
    expect([await told(id), await told('unknown')]).toEqual([null, null]);
    await invalidator.revoke('ann', by('role-change'));
    db.exec(`UPDATE sessions SET expires_at = ${SESSION_NOW + 1}`);
    expect(await told(id)).not.toBeNull();
    expect(await sessions.ended(id, SESSION_NOW + 1)).toBeNull();
  });

  it('is the change that ended it, with the cart of that moment', async () => {
    const { signIn, told, invalidator, by, write } = createWorld();
    await write('then');
    const id = await signIn('sid_1');
    await invalidator.revoke('ann', by('password-change'));
    await write('later');
    expect(await told(id)).toEqual(['password-change', 'then']);
  });

  it('stays that change when others come after it', async () => {
    const { signIn, told, invalidator, by, write } = createWorld();
    const [first, between] = [await signIn('sid_1'), 'hash of sid_2'];
    await write('at first');
    await invalidator.revoke('ann', by('password-change'));
    await signIn('sid_2');
    await write('between');
    await invalidator.revoke('ann', by('role-change'));
    await write('at last');
    await invalidator.endEveryone(by('everyone'));
    expect(await told(first)).toEqual(['password-change', 'at first']);
    expect(await told(between)).toEqual(['role-change', 'between']);
  });

  it('has no cart when there was none, although there is one later', async () => {
    const { signIn, told, invalidator, by, write } = createWorld();
    const id = await signIn('sid_1');
    await invalidator.revoke('ann', by('password-change'));
    await write('somebody else signed in and shopped');
    await invalidator.revoke('ann', by('role-change'));
    expect(await told(id)).toEqual(['password-change', null]);
  });

  it('is its own end, with the cart of that moment, when it was ended alone', async () => {
    const { signIn, told, invalidator, by, write } = createWorld();
    const [ended, living] = [await signIn('sid_1'), await signIn('sid_2')];
    await write('then');
    await invalidator.endSession({ subject: 'ann', sid: 'sid_1' }, by('session-ended'));
    await write('later');
    expect(await told(ended)).toEqual(['session-ended', 'then']);
    expect(await told(living)).toBeNull();
    await invalidator.revoke('ann', by('role-change'));
    expect(await told(ended)).toEqual(['session-ended', 'then']);
    expect(await told(living)).toEqual(['role-change', 'later']);
  });

  it('is a sign-out without a cart: that has stayed with the account', async () => {
    const { signIn, sessions, invalidator, by, write } = createWorld();
    const id = await signIn('sid_1');
    await write('then');
    await invalidator.endSession({ subject: 'ann', sid: 'sid_1' }, by('sign-out'));
    await invalidator.revoke('ann', by('sign-out-everywhere'));
    const ended = { sid: 'sid_1', reason: 'sign-out', signedOut: true, cart: null };
    expect(await sessions.ended(id, SESSION_NOW)).toEqual(ended);
  });

  describe('when everybody’s sessions were ended', () => {
    it('has the account’s own cart, which nobody has changed since', async () => {
      const { signIn, told, invalidator, by, write, passSeconds } = createWorld();
      const [ann, bob] = [await signIn('sid_1'), await signIn('sid_2', 'bob')];
      await write('of ann');
      await write('of bob', 'bob');
      passSeconds(9);
      await invalidator.endEveryone(by('everyone'));
      expect(await told(ann)).toEqual(['everyone', 'of ann']);
      expect(await told(bob)).toEqual(['everyone', 'of bob']);
    });

    it('has none when somebody has changed it since', async () => {
      const { signIn, told, invalidator, by, write, passSeconds } = createWorld();
      const id = await signIn('sid_1');
      await write('then');
      await invalidator.endEveryone(by('everyone'));
      passSeconds(1);
      await write('later');
      expect(await told(id)).toEqual(['everyone', null]);
    });

    it('is that end, also when the subject’s were ended afterwards', async () => {
      const { signIn, told, invalidator, by } = createWorld();
      const id = await signIn('sid_1');
      await invalidator.endEveryone(by('everyone'));
      await invalidator.endEveryone(by('history-lost'));
      await invalidator.revoke('ann', by('role-change'));
      expect(await told(id)).toEqual(['everyone', null]);
    });
  });

  it('is unknown when the row of the subject was lost', async () => {
    const { db, signIn, told, invalidator, by } = createWorld();
    await invalidator.endEveryone(by('everyone'));
    const id = await signIn('sid_1');
    db.exec('DELETE FROM subject_state');
    expect(await told(id)).toEqual([null, null]);
  });
});
