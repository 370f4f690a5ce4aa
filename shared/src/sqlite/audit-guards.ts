/**
 * What keeps the trail as it was written, whoever holds the pen.
 *
 * - REPLACE deletes the row in its way without firing a trigger of deletions, so the insertion is refused. So is
 *   one below the last id, in the place of a refusal that was dropped: the feed has been read beyond it.
 * - The database fills in the epochs and the chain. What a row came with would stand in the way of that.
 * - Epochs are written once, with the row. The chain is made of them: what is chained stays, and what is not yet
 *   will be written over.
 * - An update is judged by what it changes and not by the columns it names: `rowid` is a name of `id`, too.
 *
 * `NEW.id` is −1 before an insertion that leaves it to the database.
 */
export const AUDIT_GUARDS_SCRIPT = `
  DROP TRIGGER audit_is_final;
  CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
    WHEN NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind OR NEW.at IS NOT OLD.at
      OR NEW.actor IS NOT OLD.actor OR NEW.initiating_entity IS NOT OLD.initiating_entity
      OR NEW.reason IS NOT OLD.reason OR NEW.note IS NOT OLD.note OR NEW.txn IS NOT OLD.txn
      OR NEW.subject IS NOT OLD.subject OR NEW.sid IS NOT OLD.sid
      OR ((OLD.new_epoch IS NOT NULL OR OLD.kind NOT IN ('subject', 'everyone'))
          AND (NEW.old_epoch IS NOT OLD.old_epoch OR NEW.new_epoch IS NOT OLD.new_epoch))
      OR (NEW.chain IS NOT OLD.chain
          AND (OLD.kind = 'refused' OR OLD.id <= (SELECT read_to FROM feed_end)))
  BEGIN
    SELECT RAISE(ABORT, 'audit rows are never rewritten');
  END;

  CREATE TRIGGER audit_goes_on BEFORE INSERT ON audit
    WHEN NEW.id > 0 AND NEW.id <= max(coalesce((SELECT max(id) FROM audit), 0),
                                      coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'audit'), 0))
  BEGIN
    SELECT RAISE(ABORT, 'audit rows are never rewritten, and new ones come last');
  END;
  CREATE TRIGGER audit_comes_bare BEFORE INSERT ON audit
    WHEN NEW.old_epoch IS NOT NULL OR NEW.new_epoch IS NOT NULL OR NEW.chain IS NOT NULL
  BEGIN
    SELECT RAISE(ABORT, 'epochs and chain of audit rows are written by the database');
  END;
  CREATE TRIGGER audit_counts_up AFTER INSERT ON audit WHEN NEW.id < 1
  BEGIN
    SELECT RAISE(ABORT, 'ids of audit rows begin at 1');
  END;
`;
