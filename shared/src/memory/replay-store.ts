import type { ReplayStore } from '../handoff/replay-store.ts';

/** A replay store in this process's memory. */
export function createMemoryReplayStore(): ReplayStore {
  const claims = new Map<string, number>();
  return {
    async claim(jti, until) {
      if (claims.has(jti)) return false;
      claims.set(jti, until);
      return true;
    },
    async sweep(now) {
      const over = [...claims].filter(([, until]) => until <= now);
      for (const [jti] of over) claims.delete(jti);
      return over.length;
    },
  };
}
