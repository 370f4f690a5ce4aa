import { afterAll, beforeAll } from '@jest/globals';
import type { AuditEntry } from 'domain-bridge/invalidation';
import type { Role, User } from '../accounts/user.ts';
import { PASSWORD, startTestCheckout, type TestCheckout } from './test-checkout.ts';
import type { TestVisitor } from './test-visitor.ts';

/** A checkout domain with an administrator, for the tests of one file. */
export interface TestAdministration {
  readonly checkout: TestCheckout;
  /** The administrator. */
  readonly root: User;
  /** A browser in which the administrator has just signed in. */
  admin(): Promise<TestVisitor>;
  /** A user whom nobody else uses. */
  somebody(role?: Role): Promise<User>;
  canSignIn(user: User): Promise<boolean>;
  lastEntry(): Promise<AuditEntry | undefined>;
}

/** Opens it before the tests of this file, and closes it after them. */
export function openAdministration(): TestAdministration {
  let opened: { readonly checkout: TestCheckout; readonly root: User } | undefined;
  let count = 0;
  const present = () => {
    if (!opened) throw new Error('the administration opens with the first test');
    return opened;
  };
  beforeAll(async () => {
    const checkout = await startTestCheckout();
    opened = { checkout, root: await checkout.user('root', 'admin') };
  });
  afterAll(() => opened?.checkout.close());
  return {
    get checkout() {
      return present().checkout;
    },
    get root() {
      return present().root;
    },
    admin: () => present().checkout.signedIn(present().root),
    somebody: (role) => present().checkout.user(`user-${++count}`, role),
    async canSignIn({ email }) {
      const visitor = present().checkout.visitor();
      const answer = await visitor.json('POST', '/api/login', { email, password: PASSWORD });
      return answer.status === 200;
    },
    lastEntry: async () => (await present().checkout.audit())[0],
  };
}

/** The page about a user. */
export function pathOf({ id }: User): string {
  return `/admin/users/${id}`;
}

/** The code of a refusal. */
export function codeOf({ body }: { readonly body: string }): string {
  return JSON.parse(body).code;
}
