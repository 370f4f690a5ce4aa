/**
 * What a row of `audit` does, in the statement that inserts it: epoch, feed row, and the cart of that moment.
 *
 * - A subject's epoch rises above the floor as well: below it, nothing would end. It is made of our own clock;
 *   where that did not set the change in motion, a tool that writes SQL did, and one step is enough. A subject
 *   that is not on file begins at the time of the change, so that no session of a lost row comes alive again.
 * - The floor rises above every subject, also above one that rose while the clock was ahead.
 * - A row that ended sessions stays as it is: receivers stand at places of this log. Refusals may be dropped.
 *
 * Whatever conflict clause the outer statement has (`UPDATE OR IGNORE …`) holds in here too, so nothing below
 * may come into conflict. Nor may it need an SQLite newer than 3.37: the library is that of the tool.
 */
export const AUDIT_TRIGGERS = `
  CREATE TRIGGER audit_ends_subject AFTER INSERT ON audit WHEN NEW.kind = 'subject'
  BEGIN
    UPDATE audit SET (old_epoch, new_epoch) = (
      SELECT e.epoch, max(coalesce(e.epoch + 1, NEW.at), g.floor_epoch + 1, coalesce(c.now, 0))
        FROM global_state g
        LEFT JOIN subject_state e ON e.subject = NEW.subject
        LEFT JOIN change_context c ON c.id = 1)
     WHERE id = NEW.id;
    INSERT INTO subject_state (subject, epoch, seq)
      SELECT subject, new_epoch, id FROM audit WHERE id = NEW.id
      ON CONFLICT (subject) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq;
    INSERT INTO left_carts (seq, record, expires_at)
      SELECT NEW.id, record, NEW.at / 1000 + 30 * 86400
        FROM states WHERE key = 'account:' || NEW.subject AND record IS NOT NULL;
  END;

  CREATE TRIGGER audit_ends_session AFTER INSERT ON audit WHEN NEW.kind = 'session'
  BEGIN
    INSERT INTO ended_sids (sid, seq, reason, signed_out, ended_at)
      VALUES (NEW.sid, NEW.id, NEW.reason, NEW.reason = 'sign-out', NEW.at)
      ON CONFLICT (sid) DO UPDATE SET seq = excluded.seq;
    UPDATE sessions SET epoch = -1 WHERE sid = NEW.sid;
    INSERT INTO left_carts (seq, record, expires_at)
      SELECT NEW.id, record, NEW.at / 1000 + 30 * 86400
        FROM states
       WHERE key = 'account:' || NEW.subject AND record IS NOT NULL AND NEW.reason <> 'sign-out';
  END;

  CREATE TRIGGER audit_ends_everyone AFTER INSERT ON audit WHEN NEW.kind = 'everyone'
  BEGIN
    UPDATE audit SET (old_epoch, new_epoch) = (
      SELECT g.floor_epoch, max(g.floor_epoch + 1, coalesce(c.now, 0),
                                coalesce((SELECT max(epoch) FROM subject_state), 0) + 1)
        FROM global_state g LEFT JOIN change_context c ON c.id = 1)
     WHERE id = NEW.id;
    UPDATE global_state
       SET (floor_epoch, floor_seq) = (SELECT new_epoch, id FROM audit WHERE id = NEW.id);
  END;

  CREATE TRIGGER audit_stays BEFORE DELETE ON audit WHEN OLD.kind <> 'refused'
  BEGIN
    SELECT RAISE(ABORT, 'audit rows of changes stay: they are the log of the feed');
  END;
  CREATE TRIGGER audit_is_final
    BEFORE UPDATE OF id, kind, at, actor, initiating_entity, reason, note, txn, subject, sid ON audit
  BEGIN
    SELECT RAISE(ABORT, 'audit rows are never rewritten');
  END;
`;
