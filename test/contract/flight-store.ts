import { describe, expect, it } from '@jest/globals';
import type { FlightStore } from '../../shared/src/slas/flight-store.ts';

/** Two views of one store: two handles on one file, or twice the same object. */
export interface FlightStorePair {
  readonly one: FlightStore;
  readonly other: FlightStore;
  /** Puts other values in the place of the stored ones, as a stranger's hand would. */
  readonly damage?: (key: string, result: Uint8Array) => void;
}

const NOW = 2_000_000_000;
const LEASE = NOW + 15;
const KEPT = NOW + 60;
const KEY = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const RESULT = Uint8Array.of(1, 2, 0, 255);

const kindsOf = (flights: readonly { readonly kind: string }[]) => flights.map(({ kind }) => kind);

/** What every flight store must do. */
export function flightStoreContract(createPair: () => FlightStorePair): void {
  describe('joining', () => {
    it('lets the first one begin and everybody else wait', async () => {
      const { one, other } = createPair();
      expect(await one.join(KEY, 'a', NOW, LEASE)).toEqual({ kind: 'begun' });
      expect(await other.join(KEY, 'b', NOW, LEASE)).toEqual({ kind: 'pending' });
      expect(await one.join(KEY, 'a', NOW, LEASE)).toEqual({ kind: 'pending' });
    });

    it('lets one of fifty begin that join at once', async () => {
      const { one, other } = createPair();
      const joins = Array.from({ length: 50 }, (_, i) =>
        (i % 2 ? one : other).join(KEY, `holder ${i}`, NOW, LEASE),
      );
      const kinds = kindsOf(await Promise.all(joins));
      expect(kinds.filter((kind) => kind === 'begun')).toHaveLength(1);
      expect(kinds.filter((kind) => kind === 'pending')).toHaveLength(49);
    });

    it('tells keys apart by every character', async () => {
      const { one, other } = createPair();
      for (const key of ['a', 'A', 'a ']) {
        expect(await one.join(key, 'a', NOW, LEASE)).toEqual({ kind: 'begun' });
        expect(await other.join(key, 'b', NOW, LEASE)).toEqual({ kind: 'pending' });
      }
    });
  });

  describe('landing', () => {
    it('gives everybody what the first one got', async () => {
      const { one, other } = createPair();
      await one.join(KEY, 'a', NOW, LEASE);
      expect(await one.land(KEY, 'a', RESULT, KEPT)).toBe(true);
      const flights = [
        await other.join(KEY, 'b', NOW, LEASE),
        await one.join(KEY, 'a', KEPT - 1, KEPT),
      ];
      expect(kindsOf(flights)).toEqual(['landed', 'landed']);
      for (const flight of flights) {
        expect(flight.kind === 'landed' && [...flight.result]).toEqual([...RESULT]);
      }
    });

    it('keeps an empty result as a result', async () => {
      const { one, other } = createPair();
      await one.join(KEY, 'a', NOW, LEASE);
      await one.land(KEY, 'a', new Uint8Array(0), KEPT);
      const flight = await other.join(KEY, 'b', NOW, LEASE);
      expect(flight.kind === 'landed' && flight.result).toHaveLength(0);
    });

    it('keeps the first of two results', async () => {
      const { one, other } = createPair();
      await one.join(KEY, 'a', NOW, LEASE);
      await one.land(KEY, 'a', RESULT, KEPT);
      expect(await other.land(KEY, 'a', Uint8Array.of(9), KEPT + 9)).toBe(false);
      const flight = await other.join(KEY, 'b', NOW, LEASE);
      expect(flight.kind === 'landed' && [...flight.result]).toEqual([...RESULT]);
      expect(await other.join(KEY, 'b', KEPT, KEPT + 15)).toEqual({ kind: 'begun' });
    });

    it('refuses whoever has not begun, and keeps nothing of it', async () => {
      const { one, other } = createPair();
      expect(await other.land(KEY, 'b', RESULT, KEPT)).toBe(false);
      await one.join(KEY, 'a', NOW, LEASE);
      expect(await other.land(KEY, 'b', RESULT, KEPT)).toBe(false);
      expect(await other.land('another', 'a', RESULT, KEPT)).toBe(false);
      expect(await one.join(KEY, 'c', NOW, LEASE)).toEqual({ kind: 'pending' });
      expect(await one.join('another', 'c', NOW, LEASE)).toEqual({ kind: 'begun' });
    });
  });

  describe('ending', () => {
    it('begins anew at the second at which the lease ends, not before', async () => {
      const { one, other } = createPair();
      await one.join(KEY, 'a', NOW, LEASE);
      expect(await other.join(KEY, 'b', LEASE - 1, LEASE + 14)).toEqual({ kind: 'pending' });
      expect(await other.join(KEY, 'b', LEASE, LEASE + 15)).toEqual({ kind: 'begun' });
      expect(await one.join(KEY, 'c', LEASE + 14, LEASE + 29)).toEqual({ kind: 'pending' });
      expect(await one.join(KEY, 'c', LEASE + 15, LEASE + 30)).toEqual({ kind: 'begun' });
    });

    it('lets one of fifty replace a holder whose lease has ended', async () => {
      const { one, other } = createPair();
      await one.join(KEY, 'dead', NOW, LEASE);
      const joins = Array.from({ length: 50 }, (_, i) =>
        (i % 2 ? one : other).join(KEY, `holder ${i}`, LEASE, LEASE + 15),
      );
      const kinds = kindsOf(await Promise.all(joins));
      expect(kinds.filter((kind) => kind === 'begun')).toHaveLength(1);
    });

    it('keeps a result until its second', async () => {
      const { one, other } = createPair();
      await one.join(KEY, 'a', NOW, LEASE);
      await one.land(KEY, 'a', RESULT, KEPT);
      expect((await other.join(KEY, 'b', KEPT - 1, KEPT + 14)).kind).toBe('landed');
      expect(await other.join(KEY, 'b', KEPT, KEPT + 15)).toEqual({ kind: 'begun' });
      expect(await one.join(KEY, 'c', KEPT, KEPT + 15)).toEqual({ kind: 'pending' });
    });

    it('takes nothing from a holder who lost the flight', async () => {
      const { one, other } = createPair();
      await one.join(KEY, 'a', NOW, LEASE);
      await other.join(KEY, 'b', LEASE, LEASE + 15);
      expect(await one.land(KEY, 'a', RESULT, KEPT)).toBe(false);
      await one.abandon(KEY, 'a');
      expect(await one.join(KEY, 'c', LEASE, LEASE + 15)).toEqual({ kind: 'pending' });
      expect(await other.land(KEY, 'b', Uint8Array.of(7), KEPT)).toBe(true);
      const flight = await one.join(KEY, 'c', LEASE, LEASE + 15);
      expect(flight.kind === 'landed' && [...flight.result]).toEqual([7]);
    });

    it('begins anew what was given up, for anybody', async () => {
      const { one, other } = createPair();
      await one.join(KEY, 'a', NOW, LEASE);
      await one.abandon(KEY, 'a');
      expect(await one.land(KEY, 'a', RESULT, KEPT)).toBe(false);
      expect(await other.join(KEY, 'b', NOW, LEASE)).toEqual({ kind: 'begun' });
    });

    it('does not give up what has landed, or what is somebody else’s', async () => {
      const { one, other } = createPair();
      await one.join(KEY, 'a', NOW, LEASE);
      await other.abandon(KEY, 'b');
      expect(await other.join(KEY, 'b', NOW, LEASE)).toEqual({ kind: 'pending' });
      await one.land(KEY, 'a', RESULT, KEPT);
      await one.abandon(KEY, 'a');
      expect((await other.join(KEY, 'b', NOW, LEASE)).kind).toBe('landed');
    });

    it('sweeps what has ended, landed or not, and counts it', async () => {
      const { one, other } = createPair();
      await one.join('flying', 'a', NOW, LEASE);
      await one.join('landed', 'a', NOW, LEASE);
      await one.land('landed', 'a', RESULT, KEPT);
      expect(await other.sweep(LEASE - 1)).toBe(0);
      expect(await other.sweep(LEASE)).toBe(1);
      expect(await one.join('flying', 'b', NOW, LEASE)).toEqual({ kind: 'begun' });
      expect((await one.join('landed', 'b', NOW, LEASE)).kind).toBe('landed');
      expect(await other.sweep(KEPT)).toBe(2);
      expect(await one.join('landed', 'b', NOW, LEASE)).toEqual({ kind: 'begun' });
    });
  });

  describe('settling', () => {
    const END = Uint8Array.of(9);

    it('lands a flight whoever flies it, and refuses what comes later', async () => {
      const { one, other } = createPair();
      await one.join(KEY, 'a', NOW, LEASE);
      expect(await other.settle(KEY, END, KEPT)).toBeNull();
      expect(await one.land(KEY, 'a', RESULT, KEPT)).toBe(false);
      await one.abandon(KEY, 'a');
      const flight = await one.join(KEY, 'b', NOW, LEASE);
      expect(flight.kind === 'landed' && [...flight.result]).toEqual([...END]);
      expect(await one.join(KEY, 'b', KEPT, KEPT + 15)).toEqual({ kind: 'begun' });
    });

    it('tells what had landed before, and takes its place', async () => {
      const { one, other } = createPair();
      await one.join(KEY, 'a', NOW, LEASE);
      await one.land(KEY, 'a', RESULT, KEPT);
      expect([...((await other.settle(KEY, END, KEPT)) ?? [])]).toEqual([...RESULT]);
      expect([...((await one.settle(KEY, RESULT, KEPT)) ?? [])]).toEqual([...END]);
    });

    it('needs no flight to land', async () => {
      const { one, other } = createPair();
      expect(await one.settle(KEY, END, KEPT)).toBeNull();
      expect((await other.join(KEY, 'a', NOW, LEASE)).kind).toBe('landed');
    });
  });

  it('does not let a damaged row last longer, and hands its bytes out as they are', async () => {
    const { one, other, damage } = createPair();
    if (!damage) return;
    await one.join(KEY, 'a', NOW, LEASE);
    await one.land(KEY, 'a', RESULT, KEPT);
    damage(KEY, Uint8Array.of(0xff));
    const flight = await other.join(KEY, 'b', KEPT - 1, KEPT + 14);
    expect(flight.kind === 'landed' && [...flight.result]).toEqual([0xff]);
    expect(await other.join(KEY, 'b', KEPT, KEPT + 15)).toEqual({ kind: 'begun' });
  });
}
