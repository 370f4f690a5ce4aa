import type { SessionRole, StoredSession } from '../session/session.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { Database } from './database.ts';
import { createEndedSessions, ENDING } from './ended-sessions.ts';

interface Row {
  readonly entity: string;
  readonly role: SessionRole;
  readonly sid: string;
  readonly epoch: number;
  readonly data: string | null;
  readonly device: string | null;
  readonly started_at: number;
  readonly seen_at: number;
  readonly expires_at: number;
  readonly version: number;
}

const MAX_LISTED = 100;

/** Columns of a session. */
const COLUMNS =
  's.entity, s.role, s.sid, s.epoch, s.data, s.device, s.started_at, s.seen_at, s.expires_at, s.version';

/**
 * What makes a session live. A subject that is not on file is an ended one: no number is at least NULL.
 * Two lookups, because a join of the same three rows takes five times as long (`bench/end-sessions.ts`).
 */
const LIVING = `
  FROM sessions s
 WHERE s.expires_at > :now
   AND s.epoch >= (SELECT epoch FROM subject_state WHERE subject = s.entity)
   AND s.epoch >= (SELECT floor_epoch FROM global_state WHERE id = 1)`;

const CREATE = `
    INSERT INTO sessions (id_hash, entity, role, sid, epoch, data, device, started_at, seen_at, expires_at, version)
     SELECT :idHash, :entity, :role, :sid, :epoch, :data, :device, :startedAt, :seenAt, :expiresAt, :version
     FROM subject_state e JOIN global_state g ON g.id = 1
     WHERE e.subject = :entity AND max(e.epoch, g.floor_epoch) = :epoch
       AND NOT EXISTS (SELECT 1 FROM ended_sids WHERE sid = :sid)`;

/** A session store on SQLite. Validity is two numbers to compare with: ending all sessions of a subject is one row, however many there are. */
export function createSqliteSessionStore(db: Database): SessionStore {
  const read = db.prepare<[{ idHash: string; now: number }], Row>(
    `SELECT ${COLUMNS} ${LIVING} AND s.id_hash = :idHash`,
  );
  const list = db.prepare<[{ entity: string; now: number }], Row>(
    `SELECT ${COLUMNS} ${LIVING} AND s.entity = :entity
      ORDER BY s.started_at DESC LIMIT ${MAX_LISTED}`,
  );
  const ended = createEndedSessions(db);
  const create = db.prepare(CREATE);
  const succeed = db.prepare(
    `${CREATE}
       AND EXISTS (SELECT 1 FROM sessions s WHERE s.id_hash = :old AND (${ENDING}) = :seq)`,
  );
  const save = db.prepare(
    `UPDATE sessions SET data = :data, seen_at = :seenAt, version = :version
     WHERE id_hash = :idHash AND version = :version - 1`,
  );
  const end = db.prepare('DELETE FROM sessions WHERE id_hash = ?');
  const sweep = db.prepare('DELETE FROM sessions WHERE expires_at <= ?');
  return {
    async read(idHash, now) {
      const row = read.get({ idHash, now });
      return row ? fromRow(row) : null;
    },
    ended: async (idHash, now) => ended(idHash, now),
    list: async (entity, now) => list.all({ entity, now }).map(fromRow),
    async create(idHash, session, succeeds) {
      const row = { idHash, ...session };
      const { changes } = succeeds
        ? succeed.run({ ...row, old: succeeds.idHash, seq: succeeds.seq })
        : create.run(row);
      return changes === 1;
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
  const { entity, role, sid, epoch, data, device, version } = row;
  return {
    entity,
    role,
    sid,
    epoch,
    data,
    device,
    version,
    startedAt: row.started_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  };
}
