import type { StoredSession } from '../session/session.ts';
import type { EpochStore, SessionStore } from '../session/session-store.ts';

/** Sessions and the epochs they depend on, in this process's memory. */
export interface MemorySessions {
  readonly sessions: SessionStore;
  readonly epochs: EpochStore;
}

const MAX_LISTED = 100;

/** Makes a session store and the epoch store that it obeys. */
export function createMemorySessions(): MemorySessions {
  const rows = new Map<string, StoredSession>();
  const known = new Map<string, number>();
  const lives = (row: StoredSession, now: number): boolean => {
    const epoch = known.get(row.entity);
    return epoch !== undefined && row.expiresAt > now && row.epoch >= epoch;
  };
  const sessions: SessionStore = {
    async read(idHash, now) {
      const row = rows.get(idHash);
      return row && lives(row, now) ? row : null;
    },
    async ended(idHash, now) {
      const row = rows.get(idHash);
      if (!row || row.expiresAt <= now || lives(row, now)) return null;
      return { sid: row.sid, reason: null, signedOut: false, cart: null };
    },
    async list(entity, now) {
      const living = [...rows.values()].filter((row) => row.entity === entity && lives(row, now));
      return living.sort((a, b) => b.startedAt - a.startedAt).slice(0, MAX_LISTED);
    },
    async create(idHash, session, succeeds) {
      if (known.get(session.entity) !== session.epoch) return false;
      // What ended it nobody knows here; that it is still on file rules a sign-out out.
      if (succeeds && !rows.has(succeeds.idHash)) return false;
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
    // Sessions end here by their epoch alone: nothing in memory tells of a single one.
    endOf: async () => null,
  };
  return { sessions, epochs };
}
