import { describe, expect, it } from '@jest/globals';
import type { Cursor } from '../../shared/src/invalidation/feed.ts';
import { ALL, CHANGE, type CreateFeedStorePair, createFeedWorld } from './feed-world.ts';

/** What every feed store must do. */
export function feedStoreContract(createPair: CreateFeedStorePair): void {
  const createWorld = () => createFeedWorld(createPair);

  it('is empty at first, and its beginning is a place in it', async () => {
    const { one, other } = createWorld();
    const head = await one.head();
    expect(head).toMatchObject({ seq: 0, chain: '' });
    expect(head.incarnation).toMatch(/^[0-9a-f]{32}$/);
    expect(await other.read(0, ALL)).toEqual([]);
    expect(await other.judge(head)).toBe('current');
  });

  describe('entries', () => {
    it('say what ended, in which order, when, why, and by whom', async () => {
      const { clock, other, epochs, revoke, endSession, endEveryone } = createWorld();
      const at = clock.now();
      await revoke('ann', { ...CHANGE, txn: 'txn_1' });
      await endSession('sid_1', 'sign-out');
      await endEveryone();
      const floor = await epochs.effective('nobody');
      const who = { at, initiatingEntity: 'admin', txn: expect.any(String) };
      expect(await other.read(0, ALL)).toEqual([
        {
          ...who,
          kind: 'subject',
          seq: 1,
          subject: 'ann',
          epoch: at,
          reason: 'role-change',
          txn: 'txn_1',
        },
        { ...who, kind: 'session', seq: 2, sid: 'sid_1', reason: 'sign-out' },
        { ...who, kind: 'everyone', seq: 3, epoch: floor, reason: 'everyone' },
      ]);
    });

    it('are one for each subject, each session and the floor: the newest', async () => {
      const { other, revoke, endSession, endEveryone } = createWorld();
      for (const subject of ['ann', 'bob', 'ann', 'ann']) await revoke(subject);
      await endEveryone();
      await endSession('sid_1');
      await endEveryone();
      await revoke('bob');
      const kinds = (await other.read(0, ALL)).map(({ seq, kind }) => [seq, kind]);
      expect(kinds).toEqual([
        [4, 'subject'],
        [6, 'session'],
        [7, 'everyone'],
        [8, 'subject'],
      ]);
    });

    it('of many changes of one subject are one', async () => {
      const { other, revoke } = createWorld();
      for (let i = 0; i < 200; i += 1) await revoke('ann');
      expect(await other.read(0, ALL)).toHaveLength(1);
    });

    it.each([1, 2, 3, 5])('come in pages of %i without gaps or repetitions', async (limit) => {
      const { one, other, revoke, endSession, endEveryone, seqs } = createWorld();
      for (let i = 0; i < 4; i += 1) {
        await revoke(`user_${i}`);
        await endSession(`sid_${i}`);
      }
      await endEveryone();
      await revoke('user_0');
      const paged: number[] = [];
      for (let page = await one.read(0, limit); page.length > 0; ) {
        expect(page.length).toBeLessThanOrEqual(limit);
        paged.push(...page.map(({ seq }) => seq));
        page = await other.read(paged.at(-1) ?? 0, limit);
      }
      expect(paged).toEqual(await seqs());
      expect(paged).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });

    it('are of changes alone: refusals stand in the trail, and no cursor stops at one', async () => {
      const { one, other, audit, revoke } = createWorld();
      const refusal = {
        actor: 'x',
        initiatingEntity: 'admin',
        code: 'no_scope',
        note: 'n',
      } as const;
      await revoke('ann');
      await audit.refuse(refusal);
      expect(await other.read(0, ALL)).toHaveLength(1);
      const head = await one.head();
      expect(head.seq).toBe(1);
      await audit.refuse(refusal);
      expect(await revoke('bob')).toBe(4);
      expect(await other.judge(head)).toBe('current');
      expect(await other.judge({ ...(await one.head()), seq: 2 })).toBe('lost');
    });
  });

  describe('a cursor', () => {
    it('of every entry that was read is current, for both handles, then and later', async () => {
      const { one, other, revoke, endSession, endEveryone, seqs } = createWorld();
      await revoke('ann');
      await endSession('sid_1');
      await endEveryone();
      const cursors = await Promise.all((await seqs()).map((seq) => one.cursorAt(seq)));
      await revoke('ann');
      const verdicts = await Promise.all(cursors.map((cursor) => other.judge(cursor)));
      expect(verdicts).toEqual(['current', 'current', 'current']);
    });

    it('at the head is the head', async () => {
      const { one, other, revoke } = createWorld();
      const seq = await revoke('ann');
      expect(await other.cursorAt(seq)).toEqual(await one.head());
    });

    it('of an entry that was just committed has a chain, also where no head was asked for', async () => {
      const { other, revoke } = createWorld();
      const seq = await revoke('ann');
      const [entry] = await other.read(0, 1);
      expect(entry?.seq).toBe(seq);
      expect((await other.cursorAt(seq)).chain).toMatch(/^[\w-]{43}$/);
    });

    it.each<[string, (cursor: Cursor) => Cursor]>([
      ['behind the head', (cursor) => ({ ...cursor, seq: cursor.seq + 1 })],
      ['with the chain of another place', (cursor) => ({ ...cursor, seq: cursor.seq - 1 })],
      [
        'of an incarnation that never was',
        (cursor) => ({ ...cursor, incarnation: 'f'.repeat(32) }),
      ],
    ])('%s is of a lost history', async (_, spoil) => {
      const { one, other, revoke } = createWorld();
      await revoke('ann');
      await revoke('ann');
      expect(await other.judge(spoil(await one.head()))).toBe('lost');
    });
  });
}
