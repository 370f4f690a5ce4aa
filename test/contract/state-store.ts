import { describe, expect, it } from '@jest/globals';
import type { StateRow, StateStore } from '../../shared/src/state/state-store.ts';

/** Two views of one store: two handles on one file, or twice the same object. */
export interface StateStorePair {
  readonly one: StateStore;
  readonly other: StateStore;
  /** Puts bytes in the place of a stored record, as a damaged disk or a stranger's hand would. */
  readonly damage?: (key: string, bytes: Uint8Array) => void;
}

const NOW = 2_000_000_000;
const KEY = 'AAAAAAAAAAAAAAAAAAAAAA';

function row(version: number, change: Partial<StateRow> = {}): StateRow {
  const record = Uint8Array.of(version & 0xff, 2, 3);
  return { version, record, writtenAt: NOW, expiresAt: NOW + 100, ...change };
}

function plain(found: StateRow | null) {
  return found && { ...found, record: found.record && [...found.record] };
}

/** What every state store must do. */
export function stateStoreContract(createPair: () => StateStorePair): void {
  describe('reading and writing', () => {
    it('finds nothing under an unknown key', async () => {
      const { one } = createPair();
      expect(await one.read('unknown', NOW)).toBeNull();
    });

    it('gives back what the other handle has written', async () => {
      const { one, other } = createPair();
      expect(await one.compareAndSet(KEY, null, row(7), NOW)).toBe(true);
      expect(plain(await other.read(KEY, NOW))).toEqual(plain(row(7)));
    });

    it('keeps the largest version numbers exactly', async () => {
      const { one, other } = createPair();
      const version = Number.MAX_SAFE_INTEGER;
      await one.compareAndSet(KEY, null, row(version), NOW);
      expect((await other.read(KEY, NOW))?.version).toBe(version);
    });

    it('keeps a row without an end, and one without a record', async () => {
      const { one, other } = createPair();
      const bare = row(1, { record: null, expiresAt: null });
      await one.compareAndSet(KEY, null, bare, NOW);
      expect(await other.read(KEY, NOW + 10 ** 9)).toEqual(bare);
      await other.sweep(NOW + 10 ** 9);
      expect(await one.read(KEY, NOW)).toEqual(bare);
    });
  });

  describe('compare-and-set', () => {
    it('begins a row only where there is none', async () => {
      const { one, other } = createPair();
      await one.compareAndSet(KEY, null, row(1), NOW);
      expect(await other.compareAndSet(KEY, null, row(1, { record: null }), NOW)).toBe(false);
      expect((await one.read(KEY, NOW))?.record).not.toBeNull();
    });

    it('replaces the version it names and no other', async () => {
      const { one, other } = createPair();
      await one.compareAndSet(KEY, null, row(1), NOW);
      expect(await other.compareAndSet(KEY, 2, row(3), NOW)).toBe(false);
      expect(await other.compareAndSet('unknown', 1, row(2), NOW)).toBe(false);
      expect(await other.compareAndSet(KEY, 1, row(2), NOW)).toBe(true);
      expect((await one.read(KEY, NOW))?.version).toBe(2);
    });

    it('lets one of twenty writers with one expectation through', async () => {
      const { one, other } = createPair();
      await one.compareAndSet(KEY, null, row(1), NOW);
      const writes = Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? one : other).compareAndSet(KEY, 1, row(2), NOW),
      );
      expect((await Promise.all(writes)).filter(Boolean)).toHaveLength(1);
    });

    it('lets one of twenty writers begin a row', async () => {
      const { one, other } = createPair();
      const writes = Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? one : other).compareAndSet(KEY, null, row(1), NOW),
      );
      expect((await Promise.all(writes)).filter(Boolean)).toHaveLength(1);
    });
  });

  describe('expiry', () => {
    it('ends a row at its second, not before', async () => {
      const { one, other } = createPair();
      await one.compareAndSet(KEY, null, row(1), NOW);
      expect(await other.read(KEY, NOW + 99)).not.toBeNull();
      expect(await other.read(KEY, NOW + 100)).toBeNull();
    });

    it('takes an expired row for none, whoever writes', async () => {
      const { one, other } = createPair();
      await one.compareAndSet(KEY, null, row(5), NOW);
      const late = row(1, { expiresAt: NOW + 300 });
      expect(await other.compareAndSet(KEY, 5, late, NOW + 100)).toBe(false);
      expect(await other.compareAndSet(KEY, null, late, NOW + 99)).toBe(false);
      expect(await other.compareAndSet(KEY, null, late, NOW + 100)).toBe(true);
      expect((await one.read(KEY, NOW + 100))?.version).toBe(1);
    });

    it('sweeps what has expired and counts it', async () => {
      const { one, other } = createPair();
      await one.compareAndSet(KEY, null, row(1), NOW);
      await one.compareAndSet('later', null, row(1, { expiresAt: NOW + 101 }), NOW);
      expect(await other.sweep(NOW + 99)).toBe(0);
      expect(await other.sweep(NOW + 100)).toBe(1);
      expect(await one.read(KEY, NOW)).toBeNull();
      expect(await one.read('later', NOW)).not.toBeNull();
    });
  });

  describe('settling', () => {
    it('drops the record at its second and keeps the version', async () => {
      const { one, other } = createPair();
      await one.compareAndSet(KEY, null, row(3), NOW);
      await other.settle(KEY, 3, NOW + 10);
      expect(await one.sweep(NOW + 9)).toBe(0);
      expect((await one.read(KEY, NOW))?.record).not.toBeNull();
      expect(await one.sweep(NOW + 10)).toBe(1);
      expect(await other.read(KEY, NOW)).toEqual(row(3, { record: null }));
    });

    it('drops once: a second sweep has nothing to do', async () => {
      const { one } = createPair();
      await one.compareAndSet(KEY, null, row(3), NOW);
      await one.settle(KEY, 3, NOW);
      expect(await one.sweep(NOW)).toBe(1);
      await one.settle(KEY, 3, NOW);
      expect(await one.sweep(NOW)).toBe(0);
    });

    it('passes over other versions and unknown keys', async () => {
      const { one, other } = createPair();
      await one.compareAndSet(KEY, null, row(3), NOW);
      await other.settle(KEY, 2, NOW);
      await other.settle(KEY, 4, NOW);
      await other.settle('unknown', 3, NOW);
      expect(await one.sweep(NOW)).toBe(0);
      expect((await one.read(KEY, NOW))?.record).not.toBeNull();
    });

    it('does not drop the record of a write that came after', async () => {
      const { one, other } = createPair();
      await one.compareAndSet(KEY, null, row(3), NOW);
      await one.settle(KEY, 3, NOW + 10);
      await other.compareAndSet(KEY, 3, row(4), NOW);
      expect(await one.sweep(NOW + 10)).toBe(0);
      expect((await one.read(KEY, NOW))?.record).not.toBeNull();
    });

    it('forgets what was settled when the row has expired and a new one begins', async () => {
      const { one, other } = createPair();
      await one.compareAndSet(KEY, null, row(3), NOW);
      await one.settle(KEY, 3, NOW + 110);
      await other.sweep(NOW + 100);
      await other.compareAndSet(KEY, null, row(3, { expiresAt: NOW + 300 }), NOW + 100);
      expect(await one.sweep(NOW + 110)).toBe(0);
      expect((await one.read(KEY, NOW + 110))?.record).not.toBeNull();
    });
  });

  it('hands out a damaged record as it is: its reader decides', async () => {
    const { one, other, damage } = createPair();
    if (!damage) return;
    await one.compareAndSet(KEY, null, row(1), NOW);
    damage(KEY, Uint8Array.of(0xff));
    expect(plain(await other.read(KEY, NOW))).toMatchObject({ version: 1, record: [0xff] });
  });
}
