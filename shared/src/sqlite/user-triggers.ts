/** Where a database keeps its users: the names of a table and of its columns. */
export interface UserTable {
  readonly table: string;
  /** The subject of epochs. */
  readonly id: string;
  readonly passwordHash: string;
  readonly role: string;
  /** Holds 0 or 1. */
  readonly disabled: string;
  /**
   * Other columns that are UNIQUE, e.g. `email`: `INSERT OR REPLACE` and `UPDATE OR REPLACE` delete the user
   * who has the value without telling any trigger. Default: none.
   */
  readonly unique?: readonly string[];
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * SQL of the triggers that end a user's sessions whenever the password hash, the role or the disabled flag
 * of the user changes, or the user is deleted: in the statement that does it, whoever runs it, so that an
 * administrator with a database tool cannot forget (reference: ASVS 5 §7.4.2, §7.4.3). Writing the value that
 * stands there already ends nothing. Run it once, by `migrate`, on a database with the tables of `migrateBridge`.
 *
 * Statements of your own run by `createChangeRunner`: with `run` they leave who and why in the audit trail,
 * with `quietly` they end nothing (a registration, or the same password hashed anew).
 *
 * @throws {TypeError} On a name that is no plain identifier.
 */
export function userTriggers(users: UserTable): string {
  const { table, id, passwordHash, role, disabled, unique = [] } = users;
  for (const [what, names] of Object.entries(users)) {
    const plain = [names].flat().every((name) => NAME.test(name));
    if (!plain) throw new TypeError(`"${what}" expected a plain SQL identifier`);
  }
  return `
  CREATE TRIGGER ${table}_update_ends_sessions AFTER UPDATE ON ${table}
  WHEN (${[id, passwordHash, role, disabled].map(differs).join(' OR ')}) AND NOT ${QUIET}
  BEGIN
    ${endSessions(
      `OLD.${id}`,
      `CASE WHEN ${differs(id)} THEN 'account-deleted'
            WHEN ${differs(passwordHash)} THEN 'password-change'
            WHEN ${differs(role)} THEN 'role-change'
            WHEN NEW.${disabled} THEN 'account-disabled' ELSE 'account-enabled' END`,
    )}
    ${takeId(id, differs(id))}
  END;
  CREATE TRIGGER ${table}_delete_ends_sessions AFTER DELETE ON ${table} WHEN NOT ${QUIET}
  BEGIN
    ${endSessions(`OLD.${id}`, `'account-deleted'`)}
  END;
  CREATE TRIGGER ${table}_insert_ends_sessions AFTER INSERT ON ${table} WHEN NOT ${QUIET}
  BEGIN
    ${takeId(id)}
  END;
  ${unique.length > 0 ? displacing(users, unique) : ''}`;
}

const QUIET = 'EXISTS (SELECT 1 FROM change_context WHERE quiet = 1)';

/** Byte by byte: a column that compares without case may hold a hash all the same. */
function differs(column: string): string {
  return `OLD.${column} COLLATE BINARY IS NOT NEW.${column}`;
}

/** Every SQLite understands the time like this: `unixepoch('subsec')` is null before 3.42. */
const NOW = "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)";

/** Inserts an audit row for the subject of each row of `from`. */
function endSessions(subject: string, reason: string, from = '(SELECT 1)', where = '1'): string {
  return `INSERT INTO audit (kind, at, actor, initiating_entity, reason, note, txn, subject)
      SELECT 'subject', coalesce(c.now, ${NOW}),
             coalesce(c.actor, 'sql'), coalesce(c.initiating_entity, 'system'), coalesce(c.reason, ${reason}),
             c.note, coalesce(c.txn, lower(hex(randomblob(16)))), ${subject}
        FROM ${from} LEFT JOIN change_context c ON c.id = 1 WHERE ${where};`;
}

/**
 * Under a new id there may have been somebody before: `INSERT OR REPLACE` deletes without firing the trigger of
 * a deletion. Where there was nobody, nobody's session ends, and the subject begins.
 */
function takeId(id: string, where = '1'): string {
  const isKnown = `EXISTS (SELECT 1 FROM subject_state WHERE subject = NEW.${id})`;
  return `${endSessions(`NEW.${id}`, `'credential-change'`, '(SELECT 1)', `${where} AND ${isKnown}`)}
    INSERT INTO subject_state (subject, epoch)
      SELECT NEW.${id}, coalesce((SELECT now FROM change_context), ${NOW}) WHERE ${where} ON CONFLICT DO NOTHING;`;
}

/**
 * Who is in the way is noted before the statement, and was displaced if gone after it. A note that came to
 * nothing (`OR IGNORE`, an upsert) goes with the next one.
 */
function displacing({ table, id }: UserTable, unique: readonly string[]): string {
  const isInTheWay = unique.map((column) => `${column} = NEW.${column}`).join(' OR ');
  const isGone = `NOT EXISTS (SELECT 1 FROM ${table} WHERE ${id} = d.subject)`;
  const triggersOn = (event: string, name: string): string => `
  CREATE TRIGGER ${name}_may_displace BEFORE ${event} ON ${table} WHEN NOT ${QUIET}
  BEGIN
    INSERT INTO displaced_subjects (subject)
      SELECT ${id} FROM ${table} WHERE (${isInTheWay}) AND ${id} IS NOT NEW.${id} ON CONFLICT DO NOTHING;
  END;
  CREATE TRIGGER ${name}_displaces AFTER ${event} ON ${table} WHEN NOT ${QUIET}
  BEGIN
    ${endSessions('d.subject', `'account-deleted'`, 'displaced_subjects d', isGone)}
    DELETE FROM displaced_subjects;
  END;`;
  const update = triggersOn(`UPDATE OF ${unique.join(', ')}`, `${table}_update`);
  return triggersOn('INSERT', `${table}_insert`) + update;
}
