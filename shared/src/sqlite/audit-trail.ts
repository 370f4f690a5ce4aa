import { systemRandom } from '../core/random.ts';
import type { Acknowledgement, AuditEntry, AuditKind, AuditTrail } from '../invalidation/audit.ts';
import type { InitiatingEntity } from '../invalidation/change.ts';
import type { ChangeRunnerOptions } from './change-runner.ts';
import type { Database } from './database.ts';

interface Row {
  readonly id: number;
  readonly kind: AuditKind;
  readonly at: number;
  readonly actor: string;
  readonly initiating_entity: InitiatingEntity;
  readonly reason: string;
  readonly note: string | null;
  readonly txn: string;
  readonly subject: string | null;
  readonly sid: string | null;
  readonly old_epoch: number | null;
  readonly new_epoch: number | null;
}

interface Page {
  readonly subject: string | null;
  readonly after: number;
  readonly before: number;
  readonly limit: number;
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const TXN_BYTES = 16;

/** The audit trail on SQLite. */
export function createSqliteAuditTrail(
  db: Database,
  { clock, random = systemRandom }: ChangeRunnerOptions,
): AuditTrail {
  const select = (order: 'ASC' | 'DESC', of: string) =>
    db.prepare<[Page], Row>(
      `SELECT * FROM audit
        WHERE ${of} id > :after AND id < :before
        ORDER BY id ${order} LIMIT :limit`,
    );
  // Two statements each: the one about a subject goes by its index.
  const onward = { all: select('ASC', ''), of: select('ASC', 'subject = :subject AND') };
  const newest = { all: select('DESC', ''), of: select('DESC', 'subject = :subject AND') };
  const acks = db.prepare<[number, number], Acknowledgement>(
    'SELECT stream AS peer, max(0, at - ?) AS afterMilliseconds FROM acknowledgements WHERE seq = ?',
  );
  const peers = db
    .prepare<[number], string>('SELECT stream FROM acknowledgements WHERE seq = ?')
    .pluck();
  const insert = db.prepare(
    `INSERT INTO audit (kind, at, actor, initiating_entity, reason, note, txn, subject)
     VALUES ('refused', :at, :actor, :initiatingEntity, :code, :note, :txn, :subject)`,
  );

  return {
    async read({ subject, after, before, limit = DEFAULT_LIMIT }) {
      const statements = after === undefined ? newest : onward;
      const page = {
        subject: subject ?? null,
        after: after ?? 0,
        before: before ?? Number.MAX_SAFE_INTEGER,
        // At least 1: SQLite reads a negative limit as none.
        limit: Math.max(1, Math.min(limit, MAX_LIMIT)),
      };
      const rows = (subject === undefined ? statements.all : statements.of).all(page);
      return rows.map((row) => toEntry(row, acks.all(row.at, row.id)));
    },
    async refuse({ subject, ...refusal }) {
      const txn = Buffer.from(random(TXN_BYTES)).toString('hex');
      insert.run({ ...refusal, at: clock(), txn, subject: subject ?? null });
    },
    acknowledgedBy: async (seq) => peers.all(seq),
  };
}

function toEntry(row: Row, acknowledgements: readonly Acknowledgement[]): AuditEntry {
  const { id, kind, at, actor, reason, note, txn, subject, sid } = row;
  return {
    id,
    kind,
    at,
    actor,
    initiatingEntity: row.initiating_entity,
    reason,
    note,
    txn,
    subject,
    sid,
    oldEpoch: row.old_epoch,
    newEpoch: row.new_epoch,
    acknowledgements,
  };
}
