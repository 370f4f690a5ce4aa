import type { KeptFrom, Settlement, SettlementStore } from '../state/settlement-store.ts';

interface KeptSettlement extends Settlement {
  readonly until: number;
}

/** A settlement store in this process's memory. */
export function createMemorySettlementStore(): SettlementStore {
  /** By key: each handle, and until when it stands for it. */
  const handles = new Map<string, Map<string, number>>();
  const settlements = new Map<string, Map<string, KeptSettlement>>();

  function bind(key: string, handle: string, until: number): void {
    const own = handles.get(key) ?? new Map<string, number>();
    handles.set(key, own.set(handle, Math.max(until, own.get(handle) ?? 0)));
  }
  function keep(key: string, settlement: KeptSettlement): void {
    const waiting = settlements.get(key) ?? new Map<string, KeptSettlement>();
    settlements.set(key, waiting);
    if (!waiting.has(settlement.id)) waiting.set(settlement.id, settlement);
  }

  return {
    async handleOf(key, fresh, { now, until }: KeptFrom) {
      const living = [...(handles.get(key) ?? [])].filter(([, end]) => end > now);
      const [handle = fresh] = living.toSorted(([, a], [, b]) => b - a)[0] ?? [];
      bind(key, handle, until);
      return handle;
    },
    async bind(key, handle, { until }) {
      bind(key, handle, until);
    },
    async follow(key, next) {
      for (const [handle, until] of handles.get(key) ?? []) bind(next, handle, until);
      for (const settlement of settlements.get(key)?.values() ?? []) keep(next, settlement);
    },
    async deliver({ handle, id, state }, { now, until }) {
      const living = [...handles].filter(([, own]) => (own.get(handle) ?? 0) > now);
      for (const [key] of living) keep(key, { id, state, deliveredAt: now, until });
      return living.length > 0;
    },
    async waiting(key, now) {
      const living = [...(settlements.get(key)?.values() ?? [])].filter(({ until }) => until > now);
      return living.map(({ id, state, deliveredAt }) => ({ id, state, deliveredAt }));
    },
    async forget(key, ids) {
      for (const id of ids) settlements.get(key)?.delete(id);
    },
    async sweep(now) {
      let dropped = 0;
      for (const own of handles.values()) {
        for (const [handle, until] of own) if (until <= now && own.delete(handle)) dropped++;
      }
      for (const own of settlements.values()) {
        for (const [id, { until }] of own) if (until <= now && own.delete(id)) dropped++;
      }
      return dropped;
    },
  };
}
