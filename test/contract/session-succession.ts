import { describe, expect, it } from '@jest/globals';
import type { ChangeOutcome } from '../../shared/src/invalidation/change.ts';
import { sampleSession } from '../support/stored-session.ts';
import { CHANGE, type CreateInvalidatorPair, createInvalidatorWorld } from './invalidator-world.ts';

/** What a session store must do with a session that goes on from one that a change has ended. */
export function sessionSuccessionContract(createPair: CreateInvalidatorPair): void {
  /** Ann is signed in twice; `goOn` continues the first session after a change. */
  async function createWorld() {
    const world = createInvalidatorWorld(createPair);
    const idHash = await world.signIn('ann', 'sid_1');
    await world.signIn('ann', 'sid_2');
    async function goOn(outcome: ChangeOutcome): Promise<boolean> {
      if (outcome.kind !== 'changed') throw new Error(outcome.kind);
      const { epoch, seq } = outcome;
      const present = epoch ?? (await world.epochs.effective('ann'));
      const next = sampleSession({ entity: 'ann', sid: 'sid_3', epoch: present });
      return world.sessions.create('next', next, { idHash, seq });
    }
    return { ...world, idHash, goOn };
  }

  describe('a session that goes on', () => {
    it('lives, when that change alone has ended the one before', async () => {
      const { one, goOn, lives, idHash } = await createWorld();
      expect(await goOn(await one.revoke('ann', CHANGE))).toBe(true);
      expect([await lives('next'), await lives(idHash)]).toEqual([true, false]);
    });

    it('does not begin when another change had ended the one before already', async () => {
      const { one, other, goOn, lives } = await createWorld();
      await other.revoke('ann', CHANGE);
      expect(await goOn(await one.revoke('ann', CHANGE))).toBe(false);
      expect(await lives('next')).toBe(false);
    });

    it('does not begin when everybody’s had ended already', async () => {
      const { one, other, goOn } = await createWorld();
      await other.endEveryone(CHANGE);
      expect(await goOn(await one.revoke('ann', CHANGE))).toBe(false);
    });

    it('does not begin when another change came right after', async () => {
      const { one, other, goOn } = await createWorld();
      const outcome = await one.revoke('ann', CHANGE);
      await other.revoke('ann', CHANGE);
      expect(await goOn(outcome)).toBe(false);
    });

    it.each(['before', 'after'])(
      'does not begin when that one was ended alone, %s the change',
      async (when) => {
        const { one, other, goOn } = await createWorld();
        const end = () => other.endSession({ subject: 'ann', sid: 'sid_1' }, CHANGE);
        if (when === 'before') await end();
        const outcome = await one.revoke('ann', CHANGE);
        if (when === 'after') await end();
        expect(await goOn(outcome)).toBe(false);
      },
    );

    it('does not begin when somebody signed out of the one before', async () => {
      const { one, sessions, goOn, idHash } = await createWorld();
      const outcome = await one.revoke('ann', CHANGE);
      await sessions.end(idHash);
      expect(await goOn(outcome)).toBe(false);
    });

    it('does not begin when the change did not end the one before', async () => {
      const { one, signIn, goOn } = await createWorld();
      await signIn('bob');
      const theirs = await one.endSession({ subject: 'bob', sid: 'sid_bob' }, CHANGE);
      expect(await goOn(theirs)).toBe(false);
    });
  });
}
