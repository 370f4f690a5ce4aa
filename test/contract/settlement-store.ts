import { describe, expect, it } from '@jest/globals';
import type { Settlement, SettlementStore } from '../../shared/src/state/settlement-store.ts';

/** Two views of one store: two handles on one file, or twice the same object. */
export interface SettlementStorePair {
  readonly one: SettlementStore;
  readonly other: SettlementStore;
}

const NOW = 2_000_000_000;
const KEPT = { now: NOW, until: NOW + 100 };
const [KEY, NEXT] = ['key', 'next'];
const HANDLE = 'HHHHHHHHHHHHHHHHHHHHHA';
const STATE = Uint8Array.of(1, 0, 255);
const ORDER = { handle: HANDLE, id: 'ord_1', state: STATE };

/** What waits, in one order and with plain bytes. */
async function waiting(store: SettlementStore, key = KEY, now = NOW) {
  const found = await store.waiting(key, now);
  return found.map(plain).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function plain({ id, state, deliveredAt }: Settlement) {
  return { id, state: [...state], deliveredAt };
}

/** What every settlement store must do. */
export function settlementStoreContract(createPair: () => SettlementStorePair): void {
  describe('handles', () => {
    it('stay the same for a state, whoever asks', async () => {
      const { one, other } = createPair();
      expect(await one.handleOf(KEY, HANDLE, KEPT)).toBe(HANDLE);
      expect(await other.handleOf(KEY, 'another', KEPT)).toBe(HANDLE);
      expect(await other.handleOf(NEXT, 'another', KEPT)).toBe('another');
    });

    it('are one when twenty ask at once', async () => {
      const { one, other } = createPair();
      const asked = Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? one : other).handleOf(KEY, `fresh-${i}`, KEPT),
      );
      expect(new Set(await Promise.all(asked)).size).toBe(1);
    });

    it('end at their second and are prolonged by every question, never shortened', async () => {
      const { one, other } = createPair();
      await one.handleOf(KEY, HANDLE, KEPT);
      await one.handleOf(KEY, 'another', { now: NOW, until: NOW + 50 });
      expect(await other.handleOf(KEY, 'late', { now: NOW + 99, until: NOW + 300 })).toBe(HANDLE);
      expect(await other.handleOf(KEY, 'later', { now: NOW + 299, until: NOW })).toBe(HANDLE);
      expect(await one.handleOf(KEY, 'new', { now: NOW + 300, until: NOW + 400 })).toBe('new');
      expect(await one.deliver(ORDER, { now: NOW + 300, until: NOW + 400 })).toBe(false);
    });
  });

  describe('a handle from elsewhere', () => {
    it('stands for a state beside its own, and for several states', async () => {
      const { one, other } = createPair();
      await one.handleOf(KEY, 'own', KEPT);
      for (const key of [KEY, NEXT]) await other.bind(key, HANDLE, KEPT);
      await one.deliver(ORDER, KEPT);
      await one.deliver({ ...ORDER, handle: 'own', id: 'ord_2' }, KEPT);
      expect((await waiting(other)).map(({ id }) => id)).toEqual(['ord_1', 'ord_2']);
      expect((await waiting(other, NEXT)).map(({ id }) => id)).toEqual(['ord_1']);
    });

    it('is the one of the state if it lives longest', async () => {
      const { one, other } = createPair();
      await one.handleOf(KEY, 'own', KEPT);
      await one.bind(KEY, HANDLE, { now: NOW, until: NOW + 101 });
      expect(await other.handleOf(KEY, 'fresh', KEPT)).toBe(HANDLE);
    });

    it('ends at its second, and is prolonged but never shortened', async () => {
      const { one, other } = createPair();
      await one.bind(KEY, HANDLE, KEPT);
      await other.bind(KEY, HANDLE, { now: NOW, until: NOW + 50 });
      expect(await one.deliver(ORDER, { now: NOW + 99, until: NOW + 200 })).toBe(true);
      await other.bind(KEY, HANDLE, { now: NOW + 99, until: NOW + 110 });
      expect(await one.deliver(ORDER, { now: NOW + 109, until: NOW + 200 })).toBe(true);
      expect(await one.deliver(ORDER, { now: NOW + 110, until: NOW + 200 })).toBe(false);
    });
  });

  describe('a delivery', () => {
    it('waits for the state that its handle stands for, and for no other', async () => {
      const { one, other } = createPair();
      await one.handleOf(KEY, HANDLE, KEPT);
      await one.handleOf(NEXT, 'another', KEPT);
      expect(await other.deliver(ORDER, KEPT)).toBe(true);
      expect(await waiting(one)).toEqual([{ id: 'ord_1', state: [1, 0, 255], deliveredAt: NOW }]);
      expect(await waiting(one, NEXT)).toEqual([]);
    });

    it('is told when its handle stands for nothing, or for nothing any more', async () => {
      const { one, other } = createPair();
      expect(await one.deliver(ORDER, KEPT)).toBe(false);
      await one.handleOf(KEY, HANDLE, KEPT);
      expect(await other.deliver(ORDER, { ...KEPT, now: NOW + 99 })).toBe(true);
      expect(await other.deliver({ ...ORDER, id: 'ord_2' }, { ...KEPT, now: NOW + 100 })).toBe(
        false,
      );
      expect(await waiting(one)).toHaveLength(1);
    });

    it('is kept once, as it came first, however often it is repeated', async () => {
      const { one, other } = createPair();
      await one.handleOf(KEY, HANDLE, KEPT);
      await one.deliver(ORDER, KEPT);
      const again = { ...ORDER, state: Uint8Array.of(9) };
      expect(await other.deliver(again, { now: NOW + 5, until: NOW + 200 })).toBe(true);
      expect(await waiting(one)).toEqual([{ id: 'ord_1', state: [1, 0, 255], deliveredAt: NOW }]);
    });

    it('stands beside others, none of which is lost when they come at once', async () => {
      const { one, other } = createPair();
      await one.handleOf(KEY, HANDLE, KEPT);
      const ids = Array.from({ length: 20 }, (_, i) => `ord_${String(i).padStart(2, '0')}`);
      await Promise.all(ids.map((id, i) => (i % 2 ? one : other).deliver({ ...ORDER, id }, KEPT)));
      expect((await waiting(one)).map(({ id }) => id)).toEqual(ids);
    });

    it('waits up to its second', async () => {
      const { one, other } = createPair();
      await one.handleOf(KEY, HANDLE, KEPT);
      await one.deliver(ORDER, KEPT);
      expect(await waiting(other, KEY, NOW + 99)).toHaveLength(1);
      expect(await waiting(other, KEY, NOW + 100)).toEqual([]);
    });

    it('is forgotten by its id, under its key', async () => {
      const { one, other } = createPair();
      for (const key of [KEY, NEXT]) await one.handleOf(key, HANDLE, KEPT);
      for (const id of ['ord_1', 'ord_2', 'ord_3']) await one.deliver({ ...ORDER, id }, KEPT);
      await other.forget(KEY, ['ord_1', 'ord_3', 'unknown']);
      await other.forget('unknown', ['ord_2']);
      expect((await waiting(one)).map(({ id }) => id)).toEqual(['ord_2']);
      expect(await waiting(one, NEXT)).toHaveLength(3);
    });
  });

  describe('a state that goes on under another key', () => {
    it('takes along what waits, and is found by its handle under both', async () => {
      const { one, other } = createPair();
      await one.handleOf(KEY, HANDLE, KEPT);
      await one.deliver(ORDER, KEPT);
      await other.follow(KEY, NEXT);
      expect(await other.handleOf(NEXT, 'fresh', KEPT)).toBe(HANDLE);
      await one.deliver({ ...ORDER, id: 'ord_2' }, KEPT);
      for (const key of [KEY, NEXT]) {
        expect((await waiting(other, key)).map(({ id }) => id)).toEqual(['ord_1', 'ord_2']);
      }
    });

    it('does so twice as once, and keeps the handle that it has beside the other', async () => {
      const { one, other } = createPair();
      await one.handleOf(KEY, HANDLE, KEPT);
      await one.handleOf(NEXT, 'own', KEPT);
      await one.deliver(ORDER, KEPT);
      for (const store of [one, other]) await store.follow(KEY, NEXT);
      await other.follow('unknown', NEXT);
      expect(await waiting(other, NEXT)).toHaveLength(1);
      await one.deliver({ ...ORDER, handle: 'own', id: 'ord_2' }, KEPT);
      await one.deliver({ ...ORDER, id: 'ord_3' }, KEPT);
      expect((await waiting(other, NEXT)).map(({ id }) => id)).toEqual(['ord_1', 'ord_2', 'ord_3']);
      expect((await waiting(other, KEY)).map(({ id }) => id)).toEqual(['ord_1', 'ord_3']);
    });

    it('lets a handle live on as long as either of the two', async () => {
      const { one, other } = createPair();
      await one.handleOf(KEY, HANDLE, { now: NOW, until: NOW + 200 });
      await one.bind(NEXT, HANDLE, KEPT);
      await other.follow(KEY, NEXT);
      expect(await one.deliver(ORDER, { now: NOW + 199, until: NOW + 300 })).toBe(true);
      expect(await waiting(other, NEXT, NOW + 199)).toHaveLength(1);
    });
  });

  it('sweeps what has expired and counts it', async () => {
    const { one, other } = createPair();
    await one.handleOf(KEY, HANDLE, KEPT);
    await one.deliver(ORDER, { now: NOW, until: NOW + 50 });
    expect(await other.sweep(NOW + 49)).toBe(0);
    expect(await other.sweep(NOW + 50)).toBe(1);
    expect(await waiting(one)).toEqual([]);
    expect(await other.sweep(NOW + 99)).toBe(0);
    expect(await other.sweep(NOW + 100)).toBe(1);
    expect(await one.handleOf(KEY, 'new', KEPT)).toBe('new');
  });
}
