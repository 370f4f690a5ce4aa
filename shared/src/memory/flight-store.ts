import type { FlightStore } from '../slas/flight-store.ts';

interface Row {
  readonly holder: string;
  readonly result: Uint8Array | null;
  readonly until: number;
}

/** No holder has this name. */
const NOBODY = '';

/** A flight store in this process's memory. */
export function createMemoryFlightStore(): FlightStore {
  const rows = new Map<string, Row>();
  const isFlownBy = (key: string, holder: string): boolean => {
    const row = rows.get(key);
    return row?.holder === holder && row.result === null;
  };
  return {
    async join(key, holder, now, until) {
      const row = rows.get(key);
      if (!row || row.until <= now) {
        rows.set(key, { holder, result: null, until });
        return { kind: 'begun' };
      }
      return row.result
        ? { kind: 'landed', result: new Uint8Array(row.result) }
        : { kind: 'pending' };
    },
    async land(key, holder, result, until) {
      if (!isFlownBy(key, holder)) return false;
      rows.set(key, { holder, result: new Uint8Array(result), until });
      return true;
    },
    async settle(key, result, until) {
      const before = rows.get(key)?.result ?? null;
      rows.set(key, { holder: NOBODY, result: new Uint8Array(result), until });
      return before;
    },
    async abandon(key, holder) {
      if (isFlownBy(key, holder)) rows.delete(key);
    },
    async sweep(now) {
      const over = [...rows].filter(([, { until }]) => until <= now);
      for (const [key] of over) rows.delete(key);
      return over.length;
    },
  };
}
