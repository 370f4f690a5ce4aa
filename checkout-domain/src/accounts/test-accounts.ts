import type { Change, EndReason } from 'domain-bridge/invalidation';
import { createSqliteSessionStore, type Database } from 'domain-bridge/sqlite';
import { accountMigrations } from './migrations.ts';
import { createPasswordHasher, type PasswordHasher } from './password-hasher.ts';
import { createTestDatabase } from './test-database.ts';
import { type Email, parseEmail, type Role, type UserId } from './user.ts';
import { createUserChanges, type UserChanges } from './user-changes.ts';
import { createUserStore, type UserStore } from './user-store.ts';

/** The first moment of a test, epoch milliseconds. */
export const START = 1_700_000_000_000;
/** Hashes in an instant. */
export const CHEAP = { memoryKib: 8, passes: 1, lanes: 1 } as const;

/** A row of `audit`, as far as tests look at it. */
export interface Trace {
  readonly kind: string;
  readonly actor: string;
  readonly initiating_entity: string;
  readonly reason: string;
  readonly subject: string;
  readonly old_epoch: number;
  readonly new_epoch: number;
}

/** Accounts on a real database file, with a clock that moves by hand. */
export interface TestAccounts {
  readonly db: Database;
  readonly users: UserStore;
  readonly changes: UserChanges;
  readonly hasher: PasswordHasher;
  /** Epoch milliseconds; may be set. */
  now: number;
  readonly clock: () => number;
  /** One more handle, as another process would have. */
  open(): Database;
  register(email: string, password?: string, role?: Role): Promise<UserId>;
  /** Begins a session at the present epoch; answers whether it lives, each time it is asked. */
  signIn(id: UserId): Promise<() => Promise<boolean>>;
  /** Everything that decides about sessions, to be compared with later. */
  snapshot(): unknown;
  trail(): Trace[];
  remove(): void;
}

/** A change by an administrator. */
export function byAdmin(reason: EndReason): Change {
  return { actor: 'usr_admin', initiatingEntity: 'admin', reason };
}

/** An address that is one. */
export function emailOf(text: string): Email {
  const email = parseEmail(text);
  if (!email) throw new TypeError('expected an e-mail address');
  return email;
}

/** Makes them. */
export function createTestAccounts(): TestAccounts {
  const files = createTestDatabase({ accounts: accountMigrations });
  const db = files.open();
  const clock = () => accounts.now;
  const users = createUserStore(db, { clock });
  const hasher = createPasswordHasher({ cost: CHEAP });
  const sessions = createSqliteSessionStore(db);
  const all = (sql: string) => db.prepare(sql).all();
  let signedIn = 0;

  const accounts: TestAccounts = {
    db,
    users,
    hasher,
    clock,
    now: START,
    changes: createUserChanges(db, { clock }),
    open: files.open,
    remove: files.remove,
    async register(email, password = 'a lighthouse keeper', role = 'customer') {
      const passwordHash = await hasher.hash(password);
      const made = await users.register({
        email: emailOf(email),
        passwordHash,
        role,
        now: clock(),
      });
      if (!made) throw new Error('the address is taken');
      return made.user.id;
    },
    async signIn(id) {
      const epoch = (await users.credentialsOf(id))?.epoch ?? 0;
      const idHash = `session-${++signedIn}`;
      const created = await sessions.create(idHash, sessionOf(id, epoch, idHash, clock()));
      if (!created) throw new Error('the epoch did not hold');
      return async () => (await sessions.read(idHash, Math.floor(clock() / 1000))) !== null;
    },
    snapshot: () => [
      all('SELECT * FROM users ORDER BY id'),
      all('SELECT * FROM subject_state ORDER BY subject'),
      all('SELECT * FROM global_state'),
      all('SELECT * FROM audit ORDER BY id'),
      all('SELECT * FROM password_resets ORDER BY token_hash'),
      all('SELECT * FROM change_context'),
      all('SELECT * FROM change_keys'),
    ],
    trail: () => all('SELECT * FROM audit ORDER BY id') as Trace[],
  };
  return accounts;
}

/** A session as a sign-in creates it. */
export function sessionOf(entity: string, epoch: number, sid: string, now: number) {
  const startedAt = Math.floor(now / 1000);
  return {
    entity,
    epoch,
    sid,
    role: 'customer',
    data: null,
    device: null,
    startedAt,
    seenAt: startedAt,
    expiresAt: startedAt + 86_400,
    version: 1,
  } as const;
}
