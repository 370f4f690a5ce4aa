import type { Database } from 'better-sqlite3';
import type { MailTask } from './mail-task.ts';

/** After this a task whose worker died is somebody else's; longer than sending one mail takes. */
export const CLAIM_SECONDS = 120;

/** A task that a worker has taken on. */
export interface QueuedMail {
  readonly id: number;
  readonly task: MailTask;
  /** Epoch seconds. */
  readonly queuedAt: number;
  /** This one included. */
  readonly attempts: number;
}

/** What notices make of a part of the audit trail. */
export interface TrailPart {
  /** The cursor it begins behind. */
  readonly after: number;
  /** The entry it ends with. */
  readonly upTo: number;
  readonly tasks: readonly MailTask[];
}

/** What is to be mailed, until it is out: at least once, also when a process dies in between. */
export interface MailOutbox {
  /** @param now Epoch seconds. */
  add(task: MailTask, now: number): Promise<void>;
  /** Up to which entry the audit trail has been read. */
  cursor(): Promise<number>;
  /** Adds the tasks and moves the cursor, both or neither; does nothing when another process has moved it. */
  addTrailPart(part: TrailPart, now: number): Promise<void>;
  /** Takes on tasks that are due, oldest first. Nobody else gets them within {@link CLAIM_SECONDS}. */
  claim(limit: number, now: number): Promise<readonly QueuedMail[]>;
  /** The task is done with. */
  finish(id: number): Promise<void>;
  /** The task is to be tried again at `nextTryAt`, epoch seconds. */
  postpone(id: number, nextTryAt: number): Promise<void>;
}

interface Row extends Omit<QueuedMail, 'task'> {
  readonly task: string;
}

/** Keeps the outbox in SQLite; its cursor stands in the database of the trail it reads. */
export function createMailOutbox(db: Database): MailOutbox {
  const insert = db.prepare(
    'INSERT INTO mail_outbox (task, queued_at, attempts, next_try_at) VALUES (:task, :now, 0, :now)',
  );
  const readCursor = db.prepare<[], number>('SELECT seq FROM mail_cursor').pluck();
  const moveCursor = db.prepare('UPDATE mail_cursor SET seq = ? WHERE seq = ?');
  const claim = db.prepare<[{ now: number; until: number; limit: number }], Row>(`
    UPDATE mail_outbox SET attempts = attempts + 1, next_try_at = :until
     WHERE id IN (SELECT id FROM mail_outbox WHERE next_try_at <= :now ORDER BY id LIMIT :limit)
    RETURNING id, task, queued_at AS queuedAt, attempts`);
  const remove = db.prepare('DELETE FROM mail_outbox WHERE id = ?');
  const postpone = db.prepare('UPDATE mail_outbox SET next_try_at = ? WHERE id = ?');

  const addNow = (task: MailTask, now: number) => insert.run({ task: JSON.stringify(task), now });
  const addPart = db.transaction(({ after, upTo, tasks }: TrailPart, now: number) => {
    if (moveCursor.run(upTo, after).changes === 0) return;
    for (const task of tasks) addNow(task, now);
  });

  return {
    async add(task, now) {
      addNow(task, now);
    },
    cursor: async () => readCursor.get() ?? 0,
    addTrailPart: async (part, now) => addPart.immediate(part, now),
    async claim(limit, now) {
      const rows = claim.all({ limit, now, until: now + CLAIM_SECONDS });
      // SQLite promises no order of what RETURNING answers.
      return rows.toSorted((a, b) => a.id - b.id).map(readRow);
    },
    async finish(id) {
      remove.run(id);
    },
    async postpone(id, nextTryAt) {
      postpone.run(nextTryAt, id);
    },
  };
}

function readRow({ task, ...rest }: Row): QueuedMail {
  return { ...rest, task: JSON.parse(task) };
}
