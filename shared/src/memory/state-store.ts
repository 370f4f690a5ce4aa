import type { StateRow, StateStore } from '../state/state-store.ts';

/** A state store in this process's memory, for tests and trials. */
export function createMemoryStateStore(): StateStore {
  const rows = new Map<string, StateRow>();
  const drops = new Map<string, number>();
  const living = (key: string, now: number): StateRow | null => {
    const row = rows.get(key);
    return row && (row.expiresAt === null || row.expiresAt > now) ? row : null;
  };
  return {
    async read(key, now) {
      return living(key, now);
    },
    async compareAndSet(key, expected, row, now) {
      if ((living(key, now)?.version ?? null) !== expected) return false;
      rows.set(key, row);
      drops.delete(key);
      return true;
    },
    async settle(key, version, dropAt) {
      const row = rows.get(key);
      if (row?.version === version && row.record) drops.set(key, dropAt);
    },
    async sweep(now) {
      const expired = [...rows.keys()].filter((key) => !living(key, now));
      for (const key of expired) {
        rows.delete(key);
        drops.delete(key);
      }
      const settled = [...drops].filter(([, dropAt]) => dropAt <= now);
      for (const [key] of settled) {
        const row = rows.get(key);
        if (row) rows.set(key, { ...row, record: null });
        drops.delete(key);
      }
      return expired.length + settled.length;
    },
  };
}
