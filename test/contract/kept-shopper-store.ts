import { describe, expect, it } from '@jest/globals';
import type { KeptShopper, KeptShopperStore } from '../../shared/src/slas/kept-shopper-store.ts';

/** Two views of one store: two handles on one file, or twice the same object. */
export interface KeptShopperStorePair {
  readonly one: KeptShopperStore;
  readonly other: KeptShopperStore;
  /** Puts other values in the place of the stored ones, as a stranger's hand would. */
  readonly damage?: (key: string, sealed: Uint8Array) => void;
}

const NOW = 2_000_000_000;
const UNTIL = NOW + 100;
const KEY = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const SEALED = Uint8Array.of(1, 0, 255);
const AGAIN = Uint8Array.of(2);

function bytesOf(kept: KeptShopper | null) {
  return kept && [...kept.sealed];
}

async function versionIn(store: KeptShopperStore): Promise<number> {
  const kept = await store.read(KEY, NOW);
  if (!kept) throw new Error('expected a row');
  return kept.version;
}

/** What every store for token pairs must do. */
export function keptShopperStoreContract(createPair: () => KeptShopperStorePair): void {
  describe('reading and writing', () => {
    it('finds nothing under an unknown key', async () => {
      const { one, other } = createPair();
      await one.write('a', null, SEALED, UNTIL);
      for (const key of ['', 'A', 'a ', KEY]) expect(await other.read(key, NOW)).toBeNull();
    });

    it('gives back what the other handle has written', async () => {
      const { one, other } = createPair();
      expect(await one.write(KEY, null, SEALED, UNTIL)).toBe(true);
      expect(bytesOf(await other.read(KEY, NOW))).toEqual([...SEALED]);
    });

    it('keeps what it was given, whatever becomes of the array', async () => {
      const { one, other } = createPair();
      // A Buffer: its own slice would share the memory.
      const bytes = Buffer.from(SEALED);
      await one.write(KEY, null, bytes, UNTIL);
      bytes.fill(0);
      (await other.read(KEY, NOW))?.sealed.fill(0);
      expect(bytesOf(await one.read(KEY, NOW))).toEqual([...SEALED]);
    });

    it('begins a row only where there is none', async () => {
      const { one, other } = createPair();
      await one.write(KEY, null, SEALED, UNTIL);
      expect(await other.write(KEY, null, AGAIN, UNTIL + 9)).toBe(false);
      expect(bytesOf(await one.read(KEY, NOW))).toEqual([...SEALED]);
      expect(await one.read(KEY, UNTIL)).toBeNull();
    });

    it('replaces the version it names and no other, and raises it', async () => {
      const { one, other } = createPair();
      await one.write(KEY, null, SEALED, UNTIL);
      const first = await versionIn(other);
      expect(await other.write(KEY, first + 1, AGAIN, UNTIL)).toBe(false);
      expect(await other.write('unknown', first, AGAIN, UNTIL)).toBe(false);
      expect(await other.write(KEY, first, AGAIN, UNTIL + 9)).toBe(true);
      expect(bytesOf(await one.read(KEY, UNTIL))).toEqual([...AGAIN]);
      expect(await versionIn(one)).toBeGreaterThan(first);
      expect(await one.write(KEY, first, SEALED, UNTIL)).toBe(false);
      expect(bytesOf(await one.read(KEY, NOW))).toEqual([...AGAIN]);
    });

    it('lets one of fifty writers begin, and one of fifty replace', async () => {
      const { one, other } = createPair();
      const writeAll = (version: number | null) =>
        Promise.all(
          Array.from({ length: 50 }, (_, i) =>
            (i % 2 ? one : other).write(KEY, version, SEALED, UNTIL),
          ),
        );
      expect((await writeAll(null)).filter(Boolean)).toHaveLength(1);
      expect((await writeAll(await versionIn(one))).filter(Boolean)).toHaveLength(1);
    });
  });

  describe('ending', () => {
    it('ends a row at its second, not before', async () => {
      const { one, other } = createPair();
      await one.write(KEY, null, SEALED, UNTIL);
      expect(await other.read(KEY, UNTIL - 1)).not.toBeNull();
      expect(await other.read(KEY, UNTIL)).toBeNull();
    });

    it('removes a row for good: a write that began before comes to nothing', async () => {
      const { one, other } = createPair();
      await one.write(KEY, null, SEALED, UNTIL);
      const version = await versionIn(one);
      await other.remove(KEY);
      await other.remove('unknown');
      expect(await one.read(KEY, NOW)).toBeNull();
      expect(await one.write(KEY, version, AGAIN, UNTIL)).toBe(false);
      expect(await one.read(KEY, NOW)).toBeNull();
    });

    it('sweeps what has expired and counts it', async () => {
      const { one, other } = createPair();
      await one.write(KEY, null, SEALED, UNTIL);
      await one.write('later', null, SEALED, UNTIL + 1);
      expect(await other.sweep(UNTIL - 1)).toBe(0);
      expect(await other.sweep(UNTIL)).toBe(1);
      expect(await one.read(KEY, NOW)).toBeNull();
      expect(await one.read('later', NOW)).not.toBeNull();
      expect(await one.write(KEY, null, AGAIN, UNTIL + 100)).toBe(true);
    });
  });

  it('does not let a damaged row last longer, and hands its bytes out as they are', async () => {
    const { one, other, damage } = createPair();
    if (!damage) return;
    await one.write(KEY, null, SEALED, UNTIL);
    damage(KEY, Uint8Array.of(0xff));
    expect(bytesOf(await other.read(KEY, UNTIL - 1))).toEqual([0xff]);
    expect(await other.read(KEY, UNTIL)).toBeNull();
  });
}
