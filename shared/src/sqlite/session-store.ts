import type { SessionRole, StoredSession } from '../session/session.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { Database } from './database.ts';

interface Row {
  readonly entity: string;
  readonly role: SessionRole;
  readonly sid: string;
  readonly epoch: number;
  readonly data: string | null;
  readonly started_at: number;
  readonly seen_at: number;
  readonly expires_at: number;
  readonly version: number;
}

/** A session store on SQLite. Validity is one join: ending all sessions of a subject is one row, however many there are. */
export function createSqliteSessionStore(db: Database): SessionStore {
  // A subject that is not on file is an ended one: the inner join fails closed.
  const read = db.prepare<[string, number], Row>(
    `SELECT s.entity, s.role, s.sid, s.epoch, s.data, s.started_at, s.seen_at, s.expires_at, s.version
     FROM sessions s
     JOIN subject_state e ON e.subject = s.entity
     JOIN global_state g ON g.id = 1
     WHERE s.id_hash = ? AND s.expires_at > ? AND s.epoch >= max(e.epoch, g.floor_epoch)`,
  );
  const create = db.prepare(
    `INSERT INTO sessions (id_hash, entity, role, sid, epoch, data, started_at, seen_at, expires_at, version)
     SELECT :idHash, :entity, :role, :sid, :epoch, :data, :startedAt, :seenAt, :expiresAt, :version
     FROM subject_state e JOIN global_state g ON g.id = 1
     WHERE e.subject = :entity AND max(e.epoch, g.floor_epoch) = :epoch`,
  );
  const save = db.prepare(
    `UPDATE sessions SET data = :data, seen_at = :seenAt, version = :version
     WHERE id_hash = :idHash AND version = :version - 1`,
  );
  const end = db.prepare('DELETE FROM sessions WHERE id_hash = ?');
  const sweep = db.prepare('DELETE FROM sessions WHERE expires_at <= ?');
  return {
    async read(idHash, now) {
      const row = read.get(idHash, now);
      return row ? fromRow(row) : null;
    },
    async create(idHash, session) {
      return create.run({ idHash, ...session }).changes === 1;
    },
    async save(idHash, session) {
      return save.run({ idHash, ...session }).changes === 1;
    },
    async end(idHash) {
      end.run(idHash);
    },
    async sweep(now) {
      return sweep.run(now).changes;
    },
  };
}

function fromRow(row: Row): StoredSession {
  const { entity, role, sid, epoch, data, version } = row;
  return {
    entity,
    role,
    sid,
    epoch,
    data,
    version,
    startedAt: row.started_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  };
}
