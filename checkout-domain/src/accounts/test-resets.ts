import type { MailTask } from '../mail/mail-task.ts';
import { createAuthenticator, type SignInOutcome } from './authenticate.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { createPasswordReset, type PasswordReset } from './password-reset.ts';
import type { ResetOutcome, ResetRequestOutcome } from './reset-attempt.ts';
import { createResetLimiter } from './reset-limiter.ts';
import { createResetTokenStore, type ResetTokenStore } from './reset-token-store.ts';
import { createSignInLimiter } from './sign-in-limiter.ts';
import { CHEAP, createTestAccounts, type TestAccounts } from './test-accounts.ts';
import type { UserId } from './user.ts';

/** Secret of the limits. */
export const KEY: Uint8Array = new Uint8Array(32).fill(7);
/** Ann's password until she changes it. */
export const OLD = 'a lighthouse keeper';
/** A good new one. */
export const NEW = 'a harbour pilot';
/** Where everybody is who does not say otherwise. */
export const ADDRESS = '192.0.2.7';

/** Forgotten passwords of a test, on a real database; the mail goes no further than its queue. */
export interface TestResets {
  readonly accounts: TestAccounts;
  /** `ann@example.com`. */
  readonly ann: UserId;
  readonly tokens: ResetTokenStore;
  /** May be replaced. */
  hasher: PasswordHasher;
  /** What was left for the mail, in order. */
  readonly queued: (MailTask | 'wake')[];
  resets(): PasswordReset;
  begin(email: string, address?: string): Promise<ResetRequestOutcome>;
  confirm(token: string, newPassword?: string): Promise<ResetOutcome>;
  /** A token for Ann. */
  issue(): Promise<string>;
  /** Tries to sign Ann in. */
  signIn(password: string): Promise<SignInOutcome>;
}

/** Makes them, with one user. */
export async function createTestResets(): Promise<TestResets> {
  const accounts = createTestAccounts();
  const { db, users, changes, clock } = accounts;
  const ann = await accounts.register('ann@example.com', OLD);
  accounts.now += 1_000;
  const tokens = createResetTokenStore(db);
  const queued: TestResets['queued'] = [];
  const signIns = createSignInLimiter({ db, key: KEY });

  const test: TestResets = {
    accounts,
    ann,
    tokens,
    queued,
    hasher: accounts.hasher,
    resets: () =>
      createPasswordReset({
        users,
        changes,
        tokens,
        signIns,
        clock,
        hasher: test.hasher,
        requests: createResetLimiter({ db, key: KEY }),
        mail: { add: async (task) => void queued.push(task), wake: () => void queued.push('wake') },
        cost: CHEAP,
        shopName: 'Northwind',
      }),
    begin: (email, address = ADDRESS) => test.resets().begin({ email, address }),
    confirm: (token, newPassword = NEW) =>
      test.resets().confirm({ token, newPassword, address: ADDRESS }),
    issue: async () => (await tokens.issue(ann, Math.floor(accounts.now / 1000))) ?? '',
    signIn(password) {
      const authenticator = createAuthenticator({ users, hasher: test.hasher, limiter: signIns });
      return authenticator.authenticate({ email: 'ann@example.com', password, address: ADDRESS });
    },
  };
  return test;
}
