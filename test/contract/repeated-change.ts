import { describe, expect, it } from '@jest/globals';
import {
  CHANGE,
  type CreateInvalidatorPair,
  createInvalidatorWorld,
  DAY,
} from './invalidator-world.ts';

/** What every invalidator must do with a request that may be sent again. */
export function repeatedChangeContract(createPair: CreateInvalidatorPair): void {
  const createWorld = () => createInvalidatorWorld(createPair);

  describe('a request that is sent again', () => {
    const once = { credential: 'tool', key: 'k1', fingerprint: 'f1', keepSeconds: DAY };

    it('is answered as the first time, without a second change', async () => {
      const { one, other, trail } = createWorld();
      const first = await one.revoke('ann', { ...CHANGE, once });
      const again = await other.revoke('ann', { ...CHANGE, once });
      expect(again).toEqual({ ...first, kind: 'repeated' });
      expect(await trail()).toBe(1);
    });

    it('is refused when its key stood for another request', async () => {
      const { one, other, trail } = createWorld();
      await one.revoke('ann', { ...CHANGE, once });
      const reused = { ...CHANGE, once: { ...once, fingerprint: 'f2' } };
      expect(await other.revoke('bob', reused)).toEqual({ kind: 'key_reused' });
      expect(await trail()).toBe(1);
    });

    it('is another one under the key of another credential', async () => {
      const { one, other, trail } = createWorld();
      await one.revoke('ann', { ...CHANGE, once });
      const theirs = { ...CHANGE, once: { ...once, credential: 'other' } };
      expect(await other.revoke('ann', theirs)).toMatchObject({ kind: 'changed' });
      expect(await trail()).toBe(2);
    });

    it('is a new one once its key is forgotten, at that second', async () => {
      const { one, clock } = createWorld();
      await one.revoke('ann', { ...CHANGE, once });
      clock.advance(DAY - 1);
      expect((await one.revoke('ann', { ...CHANGE, once })).kind).toBe('repeated');
      clock.advance(1);
      expect((await one.revoke('ann', { ...CHANGE, once })).kind).toBe('changed');
    });

    it('may have changed nothing the first time', async () => {
      const { one, signIn } = createWorld();
      await signIn('ann');
      const target = { subject: 'ann', sid: 'sid_ann' };
      await one.endSession(target, CHANGE);
      await one.endSession(target, { ...CHANGE, once });
      const again = await one.endSession(target, { ...CHANGE, once });
      expect(again).toEqual({ kind: 'repeated', epoch: null, seq: null });
    });

    it('is tried anew when it was refused', async () => {
      const { one, signIn } = createWorld();
      const target = { subject: 'ann', sid: 'sid_ann' };
      expect((await one.endSession(target, { ...CHANGE, once })).kind).toBe('refused');
      await signIn('ann');
      expect((await one.endSession(target, { ...CHANGE, once })).kind).toBe('changed');
    });
  });
}
