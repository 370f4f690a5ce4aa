import { createChangeRunner, type Database } from 'domain-bridge/sqlite';
import { createUserId, type Email, type Role, type User, type UserId } from './user.ts';
import { readUser, toUser, type UserRow } from './user-record.ts';

/** A user who does not exist yet. */
export interface NewUser {
  readonly email: Email;
  /** PHC string of the password hasher; never the password. */
  readonly passwordHash: string;
  readonly role: Role;
  /** Epoch milliseconds, as a clock tells them: the first epoch is made of it. */
  readonly now: number;
}

/** A user and the epoch with which a session of this user is born. */
export interface Registered {
  readonly user: User;
  /** Effective epoch: the higher of the subject's own and the global floor (design §5). */
  readonly epoch: number;
}

/** What a sign-in is decided by, all of one moment (design §5). */
export interface Credentials extends Registered {
  /** PHC string. */
  readonly passwordHash: string;
}

/** The user records. Asynchronous as every store contract, though SQLite answers at once. */
export interface UserStore {
  /**
   * Creates a user together with its epoch, or neither.
   *
   * @returns null when the address is taken.
   */
  register(user: NewUser): Promise<Registered | null>;
  /**
   * Reads hash, role, disabled flag and effective epoch in one snapshot. The hash is verified outside
   * any transaction; the session may be created only if its epoch still holds then.
   *
   * @returns null when nobody has this address.
   */
  credentials(email: Email): Promise<Credentials | null>;
  /** The same snapshot of the user of this id. */
  credentialsOf(id: UserId): Promise<Credentials | null>;
  /** The user of this id, or null. */
  read(id: UserId): Promise<User | null>;
  /** The user of this address, or null. */
  find(email: Email): Promise<User | null>;
  /**
   * Replaces the hash of an unchanged password by a stronger one, if `oldHash` is still in force.
   *
   * Compared, because an unconditional write could bring the old password back after a reset that
   * happened while the new hash was being computed. Ends no session: the password stays the same.
   *
   * @returns Whether the hash was replaced.
   */
  rehash(id: UserId, oldHash: string, newHash: string): Promise<boolean>;
}

interface CredentialsRow extends UserRow {
  readonly password_hash: string;
  readonly epoch: number;
}

/** One SELECT is one snapshot. A missing epoch row hides the user, so that a loss refuses instead of admitting. */
const CREDENTIALS = `
  SELECT users.*, max(subject_state.epoch, global_state.floor_epoch) AS epoch
    FROM users
    JOIN subject_state ON subject_state.subject = users.id
    JOIN global_state ON global_state.id = 1`;

/** What a user store is made of. */
export interface UserStoreOptions {
  /** Source of user ids. Default: the operating system's generator. */
  readonly random?: (length: number) => Uint8Array;
  /** Epoch milliseconds. Default: the system's clock. */
  readonly clock?: () => number;
}

/**
 * Keeps the users in SQLite.
 *
 * @param db Migrated by `accountMigrations` and `domain-bridge/sqlite`.
 */
export function createUserStore(db: Database, options: UserStoreOptions = {}): UserStore {
  const { random, clock = Date.now } = options;
  const runner = createChangeRunner(db, { clock });
  const selectCredentials = db.prepare<[string], CredentialsRow>(
    `${CREDENTIALS} WHERE users.email = ?`,
  );
  const selectOwnCredentials = db.prepare<[string], CredentialsRow>(
    `${CREDENTIALS} WHERE users.id = ?`,
  );
  const selectByEmail = db.prepare<[string], UserRow>('SELECT * FROM users WHERE email = ?');
  const selectUser = db.prepare<[string], UserRow>('SELECT * FROM users WHERE id = ?');
  const insertSubject = db.prepare('INSERT INTO subject_state (subject, epoch) VALUES (?, ?)');
  const insertUser = db.prepare(
    'INSERT INTO users (id, email, password_hash, role, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const updateHash = db.prepare(
    'UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?',
  );

  function insert(user: NewUser): Registered | null {
    if (selectByEmail.get(user.email)) return null;
    const id = createUserId(random);
    insertSubject.run(id, Math.max(1, user.now));
    insertUser.run(id, user.email, user.passwordHash, user.role, Math.floor(user.now / 1000));
    const registered = toRegistered(selectCredentials.get(user.email));
    // Rolls back: null would say "taken", when it is the tables that are not set up.
    if (!registered) throw new TypeError('"global_state" expected its one row');
    return registered;
  }

  return {
    // The runner's lock spans the question and the insert: two processes cannot both be told "free".
    register: async (user) => runner.quietly(() => insert(user)),
    credentials: async (email) => toCredentials(selectCredentials.get(email)),
    credentialsOf: async (id) => toCredentials(selectOwnCredentials.get(id)),
    read: async (id) => toUser(selectUser.get(id)),
    find: async (email) => toUser(selectByEmail.get(email)),
    rehash: async (id, oldHash, newHash) =>
      runner.quietly(() => updateHash.run(newHash, id, oldHash).changes === 1),
  };
}

function toCredentials(row: CredentialsRow | undefined): Credentials | null {
  return row ? { user: readUser(row), passwordHash: row.password_hash, epoch: row.epoch } : null;
}

/** Without the hash: what registration answers with goes further out than what sign-in reads. */
function toRegistered(row: CredentialsRow | undefined): Registered | null {
  return row ? { user: readUser(row), epoch: row.epoch } : null;
}
