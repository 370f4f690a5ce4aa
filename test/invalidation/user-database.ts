import { type ChangeRunner, createChangeRunner } from '../../shared/src/sqlite/change-runner.ts';
import { type Database, migrate } from '../../shared/src/sqlite/database.ts';
import { userTriggers } from '../../shared/src/sqlite/user-triggers.ts';

/** A table of users as a store may have it, with the triggers that end their sessions. */
const USERS = `
  CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL REFERENCES subject_state (subject),
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('customer', 'wholesale', 'admin')),
    disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    seen_at INTEGER
  ) STRICT;
  ${userTriggers({
    table: 'users',
    id: 'id',
    passwordHash: 'password_hash',
    role: 'role',
    disabled: 'disabled',
    unique: ['email'],
  })}`;

/** Puts the users into a database that has the tables of the bridge. */
export function addUserTable(db: Database): void {
  migrate(db, 'users', [USERS]);
}

/** Registers users with the hash `hash-0`, which ends nobody's session. */
export function addUsers(
  db: Database,
  ids: readonly string[],
  clock: () => number = () => 1,
): void {
  const runner: ChangeRunner = createChangeRunner(db, { clock });
  const subject = db.prepare('INSERT INTO subject_state (subject, epoch) VALUES (?, ?)');
  const user = db.prepare(
    "INSERT INTO users (id, email, password_hash, role) VALUES (?, ? || '@example.com', 'hash-0', 'customer')",
  );
  runner.quietly(() => {
    for (const id of ids) {
      subject.run(id, clock());
      user.run(id, id);
    }
  });
}

/** The audit rows of ended subjects, oldest first: `subject reason`. */
export function endedSubjects(db: Database): readonly string[] {
  return db
    .prepare<[], string>(
      "SELECT subject || ' ' || reason FROM audit WHERE kind = 'subject' ORDER BY id",
    )
    .pluck()
    .all();
}

/** Everything that stands in a database, table by table. */
export function everythingIn(db: Database): unknown {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  return tables.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).raw().all()]);
}
