import { expect, it } from '@jest/globals';
import type { ParkedEntry, ParkedStore } from '../../shared/src/handoff/parked-store.ts';

/** Two views of one store. */
export interface ParkedStorePair {
  readonly one: ParkedStore;
  readonly other: ParkedStore;
}

const UNTIL = 2_000_000_000;

function entry(ref: string, fill: number, until = UNTIL): ParkedEntry {
  return { ref, digest: new Uint8Array(32).fill(fill), state: Uint8Array.of(fill), until };
}

/** What every parked store must do. */
export function parkedStoreContract(createPair: () => ParkedStorePair): void {
  it('gives the state by its reference, as often as it is asked for', async () => {
    const { one, other } = createPair();
    expect(await one.park(entry('a', 1))).toBe('a');
    for (const store of [other, one, other]) {
      expect(Buffer.from((await store.read('a', UNTIL - 1)) ?? [])).toEqual(Buffer.of(1));
    }
  });

  it('knows no reference that was never given, in any other spelling either', async () => {
    const { one, other } = createPair();
    await one.park(entry('a', 1));
    for (const ref of ['A', 'a ', 'b', '']) expect(await other.read(ref, 0)).toBeNull();
  });

  it('keeps the same state in one row, under its first reference and for the longer time', async () => {
    const { one, other } = createPair();
    await one.park(entry('a', 1, UNTIL));
    expect(await other.park(entry('b', 1, UNTIL + 10))).toBe('a');
    expect(await other.park(entry('c', 1, UNTIL - 10))).toBe('a');
    expect(await one.read('b', 0)).toBeNull();
    expect(await one.read('a', UNTIL + 9)).not.toBeNull();
    expect(await one.sweep(UNTIL + 10)).toBe(1);
  });

  it('keeps other states apart', async () => {
    const { one, other } = createPair();
    expect([await one.park(entry('a', 1)), await other.park(entry('b', 2))]).toEqual(['a', 'b']);
    expect(Buffer.from((await one.read('b', 0)) ?? [])).toEqual(Buffer.of(2));
  });

  it('gives one reference to fifty who park the same state at once', async () => {
    const { one, other } = createPair();
    const parked = Array.from({ length: 50 }, (_, i) =>
      (i % 2 ? one : other).park(entry(`r${i}`, 1)),
    );
    expect(new Set(await Promise.all(parked)).size).toBe(1);
  });

  it('gives a state until its second and sweeps it then', async () => {
    const { one, other } = createPair();
    await one.park(entry('a', 1, UNTIL));
    await one.park(entry('b', 2, UNTIL + 1));
    expect(await other.sweep(UNTIL - 1)).toBe(0);
    expect(await other.read('a', UNTIL - 1)).not.toBeNull();
    expect(await other.read('a', UNTIL)).toBeNull();
    expect(await other.sweep(UNTIL)).toBe(1);
    expect(await one.read('a', 0)).toBeNull();
    expect(await one.read('b', UNTIL)).not.toBeNull();
  });
}
