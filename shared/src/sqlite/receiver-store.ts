import type { Cursor } from '../invalidation/feed.ts';
import type { Learned, ReceiverStore } from '../invalidation/receiver-store.ts';
import type { Database } from './database.ts';

/** A receiver store on SQLite: every fact joins by `max()`, so order, repetition and delay do not matter. */
export function createSqliteReceiverStore(db: Database): ReceiverStore {
  // The reason of a lower epoch is none of this one's; of the same epoch, the one that is known stays.
  const learnSubject = db.prepare(
    `INSERT INTO subject_state (subject, epoch, reason) VALUES (:subject, :epoch, :reason)
     ON CONFLICT (subject) DO UPDATE SET
       reason = CASE WHEN excluded.epoch > epoch THEN excluded.reason
                     WHEN excluded.epoch = epoch THEN coalesce(reason, excluded.reason)
                     ELSE reason END,
       epoch = max(epoch, excluded.epoch)`,
  );
  const learnSid = db.prepare(
    `INSERT INTO ended_sids (sid, reason, signed_out, ended_at)
     VALUES (:sid, :reason, :signedOut, :at)
     ON CONFLICT (sid) DO UPDATE SET
       reason = coalesce(reason, excluded.reason),
       signed_out = max(signed_out, excluded.signed_out)`,
  );
  const endSession = db.prepare('UPDATE sessions SET epoch = -1 WHERE sid = ?');
  const learnFloor = db.prepare(
    `UPDATE global_state SET
       floor_reason = CASE WHEN :epoch > floor_epoch THEN :reason
                           WHEN :epoch = floor_epoch THEN coalesce(floor_reason, :reason)
                           ELSE floor_reason END,
       floor_epoch = max(floor_epoch, :epoch)`,
  );
  const moveCursor = db.prepare(
    `INSERT OR REPLACE INTO peer_cursor (id, incarnation, seq, chain)
     VALUES (1, :incarnation, :seq, :chain)`,
  );
  const findCursor = db.prepare<[], Cursor>('SELECT incarnation, seq, chain FROM peer_cursor');
  const highest = db
    .prepare<[], number>(
      `SELECT max(floor_epoch, coalesce((SELECT max(epoch) FROM subject_state), 0))
         FROM global_state`,
    )
    .pluck();

  function learnOne(learned: Learned): void {
    switch (learned.kind) {
      case 'subject':
        learnSubject.run(learned);
        break;
      case 'session':
        learnSid.run({ ...learned, signedOut: learned.signedOut ? 1 : 0 });
        endSession.run(learned.sid);
        break;
      case 'everyone':
        learnFloor.run(learned);
    }
  }
  const learn = db.transaction((all: readonly Learned[], cursor: Cursor | undefined) => {
    for (const learned of all) learnOne(learned);
    if (cursor) moveCursor.run(cursor);
  });

  return {
    async learn(learned, cursor) {
      learn.immediate(learned, cursor);
    },
    cursor: async () => findCursor.get() ?? null,
    highestEpoch: async () => highest.get() ?? 0,
  };
}
