import type { KeptShopper, KeptShopperStore } from '../slas/kept-shopper-store.ts';

type Row = KeptShopper & { readonly until: number };

/** A store in this process's memory for token pairs that stay on the server. */
export function createMemoryKeptShopperStore(): KeptShopperStore {
  const rows = new Map<string, Row>();
  return {
    async read(key, now) {
      const row = rows.get(key);
      if (!row || row.until <= now) return null;
      return { sealed: new Uint8Array(row.sealed), version: row.version };
    },
    async write(key, version, sealed, until) {
      if ((rows.get(key)?.version ?? null) !== version) return false;
      rows.set(key, { sealed: new Uint8Array(sealed), version: (version ?? 0) + 1, until });
      return true;
    },
    async remove(key) {
      rows.delete(key);
    },
    async sweep(now) {
      const over = [...rows].filter(([, { until }]) => until <= now);
      for (const [key] of over) rows.delete(key);
      return over.length;
    },
  };
}
