import type { StoredSession } from '../session/session.ts';
import type { EpochStore, SessionStore } from '../session/session-store.ts';

/** Sessions and the epochs they depend on, in this process's memory. */
export interface MemorySessions {
  readonly sessions: SessionStore;
  readonly epochs: EpochStore;
}

/** Makes a session store and the epoch store that it obeys. */
export function createMemorySessions(): MemorySessions {
  const rows = new Map<string, StoredSession>();
  const known = new Map<string, number>();
  const sessions: SessionStore = {
    async read(idHash, now) {
      const row = rows.get(idHash);
      const epoch = row && known.get(row.entity);
      const lives = epoch !== undefined && row && row.expiresAt > now && row.epoch >= epoch;
      return lives ? row : null;
    },
    async create(idHash, session) {
      if (known.get(session.entity) !== session.epoch) return false;
      rows.set(idHash, session);
      return true;
    },
    async save(idHash, session) {
      const row = rows.get(idHash);
      if (row?.version !== session.version - 1) return false;
      const { data, seenAt, version } = session;
      rows.set(idHash, { ...row, data, seenAt, version });
      return true;
    },
    async end(idHash) {
      rows.delete(idHash);
    },
    async sweep(now) {
      const over = [...rows].filter(([, row]) => row.expiresAt <= now);
      for (const [idHash] of over) rows.delete(idHash);
      return over.length;
    },
  };
  const epochs: EpochStore = {
    async effective(subject) {
      return known.get(subject) ?? 0;
    },
    async raise(subject, epoch) {
      known.set(subject, Math.max(epoch, known.get(subject) ?? 0));
    },
  };
  return { sessions, epochs };
}
