import { ConfigError } from '@domain-bridge/storefront/config';
import type { Setup } from '@domain-bridge/storefront/server';
import { demoUsers, seedDemoUsers } from './accounts/demo-users.ts';
import type { PasswordHasher } from './accounts/password-hasher.ts';
import type { UserStore } from './accounts/user-store.ts';

/** What decides about demo users. */
export interface DemoAccessDeps {
  readonly setup: Pick<Setup, 'demoUsers'>;
  readonly users: UserStore;
  readonly hasher: PasswordHasher;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/**
 * Outside production everybody who can read the terminal may sign in as one of the demo users; in
 * production nobody may, also where the store has them from an earlier start.
 *
 * @throws {ConfigError} In production, on a store with demo users.
 */
export async function admitDemoUsers(deps: DemoAccessDeps): Promise<void> {
  const { setup, users, hasher, clock } = deps;
  if (!setup.demoUsers) return refuseDemoUsers(users);
  const { password, emails } = setup.demoUsers;
  await seedDemoUsers({ users, hasher, password, now: clock() });
  process.stdout.write(`demo users: ${emails.join(', ')}; password: ${password}\n`);
}

async function refuseDemoUsers(users: UserStore): Promise<void> {
  for (const { email } of demoUsers) {
    if (!(await users.credentials(email))) continue;
    throw new ConfigError([
      'CHECKOUT_STORE expected without demo users in production: start with a store of its own',
    ]);
  }
}
