import { describe, expect, it } from '@jest/globals';
import { ALL, type CreateFeedStorePair, createFeedWorld } from './feed-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What every feed store must do when a receiver knows of a history that it does not have. */
export function feedIncarnationContract(createPair: CreateFeedStorePair): void {
  const createWorld = () => createFeedWorld(createPair);

  describe('a new incarnation', () => {
    async function createLoss() {
      const world = createWorld();
      await world.revoke('ann');
      const present = await world.one.head();
      return { ...world, present, lost: { ...present, seq: 99 } };
    }

    it('begins for a lost cursor, and supersedes the one before', async () => {
      const { one, other, present, lost } = await createLoss();
      await one.beginIncarnation(lost, 0);
      const head = await other.head();
      expect(head.incarnation).toMatch(/^[0-9a-f]{32}$/);
      expect(head.incarnation).not.toBe(present.incarnation);
      expect(await other.judge(lost)).toBe('superseded');
      expect(await other.judge(present)).toBe('superseded');
      expect(await other.judge(head)).toBe('current');
    });

    it('supersedes an incarnation that it never heard of, too', async () => {
      const { one, other, present } = await createLoss();
      const foreign = { ...present, incarnation: 'f'.repeat(32) };
      await one.beginIncarnation(foreign, 0);
      expect(await other.judge(foreign)).toBe('superseded');
    });

    it('ends every session once: the floor comes to lie above all that was said', async () => {
      const { one, other, lost, epochs, clock } = await createLoss();
      const highest = clock.now() + 5_000;
      await one.beginIncarnation(lost, highest);
      expect(await epochs.effective('nobody')).toBeGreaterThan(highest);
      expect((await other.read(lost.seq, ALL)).length + (await other.read(1, ALL)).length).toBe(1);
      expect((await other.read(1, ALL))[0]).toMatchObject({
        kind: 'everyone',
        reason: 'history-lost',
      });
    });

    it('begins once, however often and by whomever it is asked for', async () => {
      const { one, other, lost, seqs } = await createLoss();
      await one.beginIncarnation(lost, 0);
      const after = [await other.head(), await seqs()];
      await other.beginIncarnation(lost, 0);
      await one.beginIncarnation(lost, 0);
      expect([await other.head(), await seqs()]).toEqual(after);
    });

    it('does not begin for a cursor that is current', async () => {
      const { one, other, present, seqs, epochs } = await createLoss();
      const known = await epochs.effective('ann');
      expect(await other.judge(present, known)).toBe('current');
      await one.beginIncarnation(present, known);
      expect([await one.head(), await seqs()]).toEqual([present, [1]]);
    });

    it.each(['at a place that both histories have', 'that has no place yet'])(
      'begins for a receiver %s, and knows of a higher epoch than was ever given here',
      async (where) => {
        const { one, other, present, epochs, seqs } = await createLoss();
        const cursor = where === 'that has no place yet' ? null : present;
        const known = (await epochs.effective('ann')) + 1;
        expect(await other.judge(cursor, known)).toBe('lost');
        await one.beginIncarnation(cursor, known);
        expect(await epochs.effective('nobody')).toBeGreaterThan(known);
        const after = [await other.head(), await seqs()];
        await other.beginIncarnation(cursor, known);
        expect([await other.head(), await seqs()]).toEqual(after);
      },
    );

    it('does not begin for a receiver that has no place yet and knows nothing else', async () => {
      const { one, other, present, seqs } = await createLoss();
      expect(await other.judge(null)).toBe('current');
      await one.beginIncarnation(null, 0);
      expect([await one.head(), await seqs()]).toEqual([present, [1]]);
    });

    it('does not follow a poisoned highest epoch beyond what receivers take', async () => {
      const { one, epochs, lost, clock, revoke } = await createLoss();
      await one.beginIncarnation(lost, clock.now() + 1_000 * DAY);
      await revoke('ann');
      const [floor, next] = [await epochs.effective('nobody'), await epochs.effective('ann')];
      const [second, limit] = [1_000, clock.now() + DAY];
      // Whatever a receiver could have believed ends; and a second later it takes the floor and what follows.
      expect(floor).toBeGreaterThan(limit);
      expect(Math.max(floor, next)).toBeLessThanOrEqual(limit + second);
    });

    it('begins once for an epoch that no floor reaches, however often and by whomever it is told', async () => {
      const { one, other, present, clock, seqs } = await createLoss();
      const known = clock.now() + DAY + HOUR;
      expect(await one.judge(present, known)).toBe('lost');
      await one.beginIncarnation(present, known);
      const after = [await other.head(), await seqs()];
      for (const cursor of [present, await other.head(), null]) {
        clock.advance(10);
        await other.beginIncarnation(cursor, known);
        expect(await other.judge(cursor, known)).toBe(
          cursor === present ? 'superseded' : 'current',
        );
      }
      expect([await one.head(), await seqs()]).toEqual(after);
      expect(await other.judge(await other.head(), known + 1)).toBe('lost');
    });

    it('begins once more when that epoch has come within reach, and ends what was born under it', async () => {
      const { one, other, present, clock, epochs } = await createLoss();
      const known = clock.now() + DAY + HOUR;
      await one.beginIncarnation(present, known);
      const cursor = await one.head();
      clock.advance(HOUR / 1_000);
      expect(await other.judge(cursor, known)).toBe('lost');
      await other.beginIncarnation(cursor, known);
      expect(await epochs.effective('nobody')).toBeGreaterThan(known);
      const head = await other.head();
      clock.advance(10);
      expect([await one.judge(head, known), await one.judge(cursor, known)]).toEqual([
        'current',
        'superseded',
      ]);
    });

    it('keeps its places: reading goes on where it stood', async () => {
      const { one, other, lost, revoke } = await createLoss();
      await one.beginIncarnation(lost, 0);
      const cursor = await one.head();
      const seq = await revoke('bob');
      expect(await other.judge(cursor)).toBe('current');
      expect((await other.read(cursor.seq, ALL)).map((entry) => entry.seq)).toEqual([seq]);
    });
  });
}
