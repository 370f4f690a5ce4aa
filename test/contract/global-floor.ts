import { describe, expect, it } from '@jest/globals';
import {
  CHANGE,
  type CreateInvalidatorPair,
  createInvalidatorWorld,
  DAY,
  epochOf,
} from './invalidator-world.ts';

/** What every invalidator must do for everybody at once. */
export function globalFloorContract(createPair: CreateInvalidatorPair): void {
  const createWorld = () => createInvalidatorWorld(createPair);

  /** I14 */
  describe('ending the sessions of everybody', () => {
    it('ends them all, with one entry', async () => {
      const { one, signIn, lives, trail } = createWorld();
      const ids = [await signIn('ann'), await signIn('bob')];
      expect(await one.endEveryone(CHANGE)).toMatchObject({ kind: 'changed' });
      expect(await Promise.all(ids.map(lives))).toEqual([false, false]);
      expect(await trail()).toBe(1);
    });

    it('reaches a session of a subject that rose ahead of the clock', async () => {
      const { one, other, clock, signIn, lives } = createWorld();
      clock.advance(DAY);
      await one.revoke('ann', CHANGE);
      const ahead = await signIn('ann');
      clock.advance(-2 * DAY);
      await other.endEveryone(CHANGE);
      expect(await lives(ahead)).toBe(false);
    });

    it('rises each time, also when the clock goes back', async () => {
      const { one, other, clock } = createWorld();
      const first = epochOf(await one.endEveryone(CHANGE));
      clock.advance(-DAY);
      expect(epochOf(await other.endEveryone(CHANGE))).toBeGreaterThan(first);
    });

    it('locks nobody out: sessions are born at the floor', async () => {
      const { one, signIn, lives, epochs } = createWorld();
      await signIn('ann');
      const floor = epochOf(await one.endEveryone(CHANGE));
      expect(await epochs.effective('ann')).toBe(floor);
      expect(await lives(await signIn('ann'))).toBe(true);
      expect(await lives(await signIn('new'))).toBe(true);
    });

    it('does not shield a subject: its next end comes to lie above the floor', async () => {
      const { one, clock, signIn, lives } = createWorld();
      clock.advance(DAY);
      await one.endEveryone(CHANGE);
      const born = await signIn('ann');
      clock.advance(-2 * DAY);
      await one.revoke('ann', CHANGE);
      expect(await lives(born)).toBe(false);
    });
  });
}
