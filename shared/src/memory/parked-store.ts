import { encodeBase64url } from '../core/base64url.ts';
import type { ParkedEntry, ParkedStore } from '../handoff/parked-store.ts';

/** A parked store in this process's memory, for tests and trials. */
export function createMemoryParkedStore(): ParkedStore {
  const rows = new Map<string, ParkedEntry>();
  return {
    async park(entry) {
      const key = encodeBase64url(entry.digest);
      const present = rows.get(key);
      const until = Math.max(entry.until, present?.until ?? 0);
      rows.set(key, { ...(present ?? entry), until });
      return (present ?? entry).ref;
    },
    async read(ref, now) {
      const row = [...rows.values()].find((each) => each.ref === ref);
      return row && row.until > now ? row.state : null;
    },
    async sweep(now) {
      const over = [...rows].filter(([, { until }]) => until <= now);
      for (const [key] of over) rows.delete(key);
      return over.length;
    },
  };
}
