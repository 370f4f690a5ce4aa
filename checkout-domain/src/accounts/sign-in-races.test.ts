import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSqliteSessionStore, type Database } from 'domain-bridge/sqlite';
import fc from 'fast-check';
import { createAuthenticator } from './authenticate.ts';
import { createPasswordChange } from './change-password.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { createPasswordReset } from './password-reset.ts';
import { createResetTokenStore } from './reset-token-store.ts';
import type { SignInLimiter } from './sign-in-limiter.ts';
import {
  byAdmin,
  createTestAccounts,
  emailOf,
  sessionOf,
  type TestAccounts,
} from './test-accounts.ts';
import { type Actor, type Choose, everyWay, interleave } from './test-interleaving.ts';
import type { Email, UserId } from './user.ts';
import { createUserChanges } from './user-changes.ts';
import { createUserStore } from './user-store.ts';

const OLD = 'an old lighthouse';
const ADDRESS = '192.0.2.7';

/** Says which password a hash is of, and hashes in no time. The first hash of each user is outdated. */
let hashes = 0;
const passwordOf = (hash: string): string => hash.replace(/^[a-z]+:\d+:/, '');
const hasher: PasswordHasher = {
  hash: async (password) => `new:${++hashes}:${password}`,
  verify: async (hash, password) => hash !== null && passwordOf(hash) === password,
  needsRehash: (hash) => hash.startsWith('outdated:'),
};
const limiter: SignInLimiter = {
  begin: async () => null,
  succeed: async () => {},
  withdraw: async () => {},
  excuse: async () => {},
};

let accounts: TestAccounts;
/** The handle of a second process: those who change are not those who sign in. */
let other: Database;

beforeAll(() => {
  accounts = createTestAccounts();
  other = accounts.open();
});
afterAll(() => accounts.remove());

/** One user, and what came of everything that was done about this user. */
interface World {
  readonly id: UserId;
  readonly email: Email;
  readonly token: string;
  readonly sessions: { readonly idHash: string; readonly password: string }[];
  /** Every password that the store has had, oldest first. */
  readonly passwords: string[];
  createdThenEnded: number;
  refused: number;
}

let worlds = 0;

async function createWorld(): Promise<World> {
  const email = emailOf(`user-${++worlds}@example.com`);
  const passwordHash = `outdated:0:${OLD}`;
  const made = await accounts.users.register({
    email,
    passwordHash,
    role: 'customer',
    now: accounts.clock(),
  });
  if (!made) throw new Error('the address is taken');
  const { id } = made.user;
  const token = await createResetTokenStore(other).issue(id, accounts.now / 1000);
  const counts = { createdThenEnded: 0, refused: 0 };
  return { id, email, token: token ?? '', sessions: [], passwords: [OLD], ...counts };
}

const signInWith =
  (world: World, password: string): Actor =>
  async (gate) => {
    const { users, db } = accounts;
    const authenticator = createAuthenticator({
      users: { credentials: gate(users.credentials), rehash: gate(users.rehash) },
      hasher: { ...hasher, verify: gate(hasher.verify), hash: gate(hasher.hash) },
      limiter,
    });
    const attempt = { email: world.email, password, address: ADDRESS };
    const outcome = await authenticator.authenticate(attempt);
    if (outcome.kind !== 'ok') return;
    const idHash = `${world.id}-${world.sessions.length}-${++hashes}`;
    const session = sessionOf(world.id, outcome.epoch, idHash, accounts.clock());
    const created = await gate(createSqliteSessionStore(db).create)(idHash, session);
    if (created) world.sessions.push({ idHash, password });
    else world.refused += 1;
  };

type Changer = (world: World, newPassword: string) => Actor;

const changes: Record<string, Changer> = {
  change: (world, newPassword) => async (gate) => {
    const users = createUserStore(other, accounts);
    const { setPassword } = createUserChanges(other, accounts);
    await createPasswordChange({
      users: { credentialsOf: gate(users.credentialsOf) },
      changes: { setPassword: gate(setPassword) },
      hasher: { ...hasher, verify: gate(hasher.verify), hash: gate(hasher.hash) },
      limiter,
    }).change({ userId: world.id, currentPassword: OLD, newPassword, address: ADDRESS });
  },
  reset: (world, newPassword) => async (gate) => {
    const users = createUserStore(other, accounts);
    const tokens = createResetTokenStore(other);
    const { setPassword } = createUserChanges(other, accounts);
    await createPasswordReset({
      users: { read: gate(users.read) },
      changes: { setPassword: gate(setPassword) },
      tokens: { ...tokens, find: gate(tokens.find) },
      hasher: { ...hasher, hash: gate(hasher.hash) },
      requests: { begin: async () => null },
      signIns: limiter,
      mail: { add: async () => {}, wake: () => {} },
      clock: accounts.clock,
    }).confirm({ token: world.token, newPassword, address: ADDRESS });
  },
  hook: (world, newPassword) => async (gate) => {
    const { setPassword } = createUserChanges(other, accounts);
    const hash = await hasher.hash(newPassword);
    await gate(setPassword)(world.id, hash, byAdmin('password-change'));
  },
  sql: (world, newPassword) => async (gate) => {
    const hash = await hasher.hash(newPassword);
    const update = other.prepare('UPDATE users SET password_hash = ? WHERE id = ?');
    await gate(async () => update.run(hash, world.id))();
  },
};

/** What holds after every single step. */
async function check(world: World): Promise<void> {
  const { db } = accounts;
  const hash = (await accounts.users.credentialsOf(world.id))?.passwordHash ?? '';
  const password = passwordOf(hash);
  if (world.passwords.at(-1) !== password) {
    // I7: a hash that came back would be one that a rehash has written over a newer one.
    expect(world.passwords).not.toContain(password);
    world.passwords.push(password);
  }
  for (const session of world.sessions) {
    const stored = await createSqliteSessionStore(db).read(session.idHash, accounts.now / 1000);
    // I6
    if (session.password !== password) expect(stored).toBeNull();
    if (session.password !== password) world.createdThenEnded += 1;
  }
}

async function run(world: World, actors: readonly Actor[], choose: Choose): Promise<void> {
  await interleave(actors, choose, () => check(world));
}

describe('a sign-in with the old password beside a change', () => {
  it.each([
    ['change', 'an owner who changes it', 126],
    ['reset', 'a reset link', 126],
    ['hook', 'an administrator', 6],
    ['sql', 'plain SQL', 6],
  ])('never lives on, however it interleaves (%s: %s)', async (kind, _by, ways) => {
    const total = { createdThenEnded: 0, refused: 0, changed: 0 };
    const tried = await everyWay(async (choose) => {
      const world = await createWorld();
      const change = changes[kind] as Changer;
      await run(world, [signInWith(world, OLD), change(world, 'a new lighthouse')], choose);
      total.createdThenEnded += world.createdThenEnded;
      total.refused += world.refused;
      total.changed += world.passwords.length - 1;
    });
    // All ways were tried, all of them changed the password, and both kinds of race were among them.
    expect(tried).toBe(ways);
    expect(total.changed).toBe(ways);
    expect(total.createdThenEnded).toBeGreaterThan(0);
    expect(total.refused).toBeGreaterThan(0);
  });

  it('never lives on among many, whoever comes in between', async () => {
    const kinds = fc.constantFrom(...Object.keys(changes));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(kinds, { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.nat()),
        async (signIns, changers, picks) => {
          const world = await createWorld();
          const actors = [
            ...Array.from({ length: signIns }, () => signInWith(world, OLD)),
            ...changers.map((kind, i) => (changes[kind] as Changer)(world, `lighthouse no. ${i}`)),
            ...changers.map((_, i) => signInWith(world, `lighthouse no. ${i}`)),
          ];
          await run(world, actors, (waiting) => (picks.next().value ?? 0) % waiting);
          expect(world.passwords.length).toBeGreaterThan(1);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('lives when it begins after the change, with the new password', async () => {
    const world = await createWorld();
    await run(world, [(changes.change as Changer)(world, 'a new lighthouse')], () => 0);
    await run(world, [signInWith(world, OLD), signInWith(world, 'a new lighthouse')], () => 0);
    expect(world.sessions.map(({ password }) => password)).toEqual(['a new lighthouse']);
    const [session] = world.sessions;
    const store = createSqliteSessionStore(other);
    expect(await store.read(session?.idHash ?? '', accounts.now / 1000)).not.toBeNull();
  });
});
