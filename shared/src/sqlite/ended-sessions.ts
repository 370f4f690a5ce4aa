import type { EndedSession } from '../session/session.ts';
import type { Database } from './database.ts';

interface EndRow {
  readonly sid: string;
  readonly reason: string | null;
  readonly signed_out: 0 | 1 | null;
  readonly cart: Uint8Array | null;
}

/** What ended a session: the end of it alone, or the first rise above its epoch. Only the authority has a trail of it. */
export const ENDING = `
  SELECT coalesce(
    (SELECT seq FROM ended_sids WHERE sid = s.sid),
    (SELECT min(id) FROM (
       SELECT * FROM (SELECT id FROM audit WHERE kind = 'everyone' AND new_epoch > s.epoch
                       ORDER BY new_epoch LIMIT 1)
       UNION ALL
       SELECT * FROM (SELECT id FROM audit WHERE subject = s.entity AND kind = 'subject' AND new_epoch > s.epoch
                       ORDER BY id LIMIT 1))))`;

/**
 * Why a session does not live any more, and the cart of that moment: as the end of this session or of all of
 * the subject's left it; after the end of everybody's, the account's own, if nobody has changed it since.
 */
const ENDED = `
  SELECT s.sid, x.signed_out,
         CASE WHEN x.sid IS NOT NULL THEN x.reason WHEN a.id IS NOT NULL THEN a.reason
              WHEN s.epoch < e.epoch THEN e.reason WHEN s.epoch < g.floor_epoch THEN g.floor_reason
         END AS reason,
         CASE WHEN a.kind = 'everyone' THEN
                (SELECT record FROM states
                  WHERE key = 'account:' || s.entity AND written_at * 1000 <= a.at)
              ELSE (SELECT record FROM left_carts WHERE seq = a.id)
         END AS cart
    FROM sessions s
    JOIN global_state g ON g.id = 1
    LEFT JOIN subject_state e ON e.subject = s.entity
    LEFT JOIN ended_sids x ON x.sid = s.sid
    LEFT JOIN audit a ON a.id = (${ENDING})
   WHERE s.id_hash = :idHash AND s.expires_at > :now
     AND coalesce(s.epoch < max(e.epoch, g.floor_epoch), 1)`;

/** Asks what became of sessions that do not live although their time is not over. */
export function createEndedSessions(
  db: Database,
): (idHash: string, now: number) => EndedSession | null {
  const find = db.prepare<[{ idHash: string; now: number }], EndRow>(ENDED);
  return (idHash, now) => {
    const row = find.get({ idHash, now });
    return row ? toEnded(row) : null;
  };
}

function toEnded({ sid, reason, signed_out: signedOut, cart }: EndRow): EndedSession {
  return { sid, reason, signedOut: signedOut === 1, cart };
}
