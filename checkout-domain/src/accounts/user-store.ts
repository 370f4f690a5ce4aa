import type { Database } from 'better-sqlite3';
import { createUserId, type Email, type Role, type User, type UserId } from './user.ts';

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
  /** The user of this id, or null. */
  read(id: UserId): Promise<User | null>;
  /**
   * Replaces the hash of an unchanged password by a stronger one, if `oldHash` is still in force.
   *
   * Compared, because an unconditional write could bring the old password back after a reset that
   * happened while the new hash was being computed.
   *
   * @returns Whether the hash was replaced.
   */
  rehash(id: UserId, oldHash: string, newHash: string): Promise<boolean>;
}

interface UserRow {
  readonly id: UserId;
  readonly email: Email;
  readonly role: Role;
  readonly disabled: 0 | 1;
  readonly created_at: number;
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
    JOIN global_state ON global_state.id = 1
   WHERE users.email = ?`;

/**
 * Keeps the users in SQLite.
 *
 * @param db Migrated by `accountMigrations` and `domain-bridge/sqlite`.
 * @param options.random Source of user ids. Default: the operating system's generator.
 */
export function createUserStore(
  db: Database,
  options: { readonly random?: (length: number) => Uint8Array } = {},
): UserStore {
  const selectCredentials = db.prepare<[string], CredentialsRow>(CREDENTIALS);
  const selectUser = db.prepare<[string], UserRow>('SELECT * FROM users WHERE id = ?');
  const insertSubject = db.prepare('INSERT INTO subject_state (subject, epoch) VALUES (?, ?)');
  const insertUser = db.prepare(
    'INSERT INTO users (id, email, password_hash, role, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const updateHash = db.prepare(
    'UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?',
  );
  const isTaken = db.prepare('SELECT 1 FROM users WHERE email = ?').pluck();

  const insert = db.transaction((user: NewUser): Registered | null => {
    if (isTaken.get(user.email) !== undefined) return null;
    const id = createUserId(options.random);
    insertSubject.run(id, Math.max(1, user.now));
    insertUser.run(id, user.email, user.passwordHash, user.role, Math.floor(user.now / 1000));
    const registered = toRegistered(selectCredentials.get(user.email));
    // Rolls back: null would say "taken", when it is the tables that are not set up.
    if (!registered) throw new TypeError('"global_state" expected its one row');
    return registered;
  });

  return {
    // Immediate: the question and the insert hold one write lock, so two processes cannot both be told "free".
    register: async (user) => insert.immediate(user),
    credentials: async (email) => toCredentials(selectCredentials.get(email)),
    read: async (id) => toUser(selectUser.get(id)),
    rehash: async (id, oldHash, newHash) => updateHash.run(newHash, id, oldHash).changes === 1,
  };
}

function toCredentials(row: CredentialsRow | undefined): Credentials | null {
  return row ? { user: readUser(row), passwordHash: row.password_hash, epoch: row.epoch } : null;
}

/** Without the hash: what registration answers with goes further out than what sign-in reads. */
function toRegistered(row: CredentialsRow | undefined): Registered | null {
  return row ? { user: readUser(row), epoch: row.epoch } : null;
}

function toUser(row: UserRow | undefined): User | null {
  return row ? readUser(row) : null;
}

function readUser({ id, email, role, disabled, created_at: createdAt }: UserRow): User {
  return { id, email, role, disabled: disabled === 1, createdAt };
}
