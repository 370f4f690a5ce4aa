import { join } from 'node:path';
import Database from 'better-sqlite3';
import { runBin } from '../cli/bin-process.ts';
import { byEmail, HOOK_TOKEN } from '../support/hook-caller.ts';
import { type Account, demoAccount } from '../support/http-shopper.ts';
import { type Administrator, openAdmin } from './administrator.ts';
import type { HookedStore } from './hooked-store.ts';
import { changePassword } from './password-steps.ts';
import type { Shopper } from './shopper.ts';
import { follow } from './steps.ts';

/** What there is when somebody's sessions are about to end. */
export interface Scene {
  readonly store: HookedStore;
  /** Whose they are. */
  readonly account: Account;
  /** A browser that is signed in to it. */
  readonly first: Shopper;
  /** A browser of somebody else. */
  open(): Promise<Shopper>;
}

/** A way in which the sessions of a user end. */
export interface Way {
  readonly name: string;
  /** What the shopper is told of the reason. */
  readonly why: string;
  /** Whether everybody's end by it. Default: this user's alone. */
  readonly everybody?: true;
  /** What is said of the cart. Default: that it is still here. */
  readonly cart?: string;
  /** Resolves when it has happened. */
  end(scene: Scene): Promise<unknown>;
}

/** The new password, where there is one. */
export const NEW_PASSWORD = 'a boat with a red sail';

/** What each is told. */
export const WHY = {
  password: 'Your password was changed, so you were signed out here.',
  passwordElsewhere:
    'Your password was changed on one of your devices, and all the others were signed out.',
  otherDevices: 'On one of your devices you signed out all the others.',
  role: 'The role of your account was changed, so you were signed out here.',
  disabled: 'Your account was disabled, so you were signed out here.',
  deleted: 'Your account was removed, so you were signed out here.',
  reset: 'Your account needs a new password, so you were signed out here.',
  credential: 'The way you sign in has changed, so you were signed out here.',
  security: 'You were signed out for your security.',
  everybody: 'For security, everybody was signed out.',
} as const;

const EVERYBODY = {
  everybody: true,
  cart: 'Your cart is kept. Sign in to see all of it.',
} as const;

/** By a page of the administration, on which somebody else is signed in. */
const BY_ADMIN: readonly Way[] = [
  byAdmin('changes the role', WHY.role, (admin, email) =>
    admin.changeRole(email, 'Wholesale customer'),
  ),
  byAdmin('disables the account', WHY.disabled, (admin, email) => admin.disable(email)),
  // The mail about it goes out besides.
  byAdmin('requires a new password', `${WHY.reset} We have sent you a mail.`, (admin, email) =>
    admin.requireReset(email),
  ),
  byAdmin('ends the sessions', WHY.security, (admin, email) => admin.endSessions(email)),
  {
    ...byAdmin('signs everybody out', WHY.everybody, (admin) => admin.endEveryone()),
    ...EVERYBODY,
  },
];

/** By the command line tool, as a process. */
const BY_COMMAND: readonly Way[] = [
  byCommand(WHY.security, (email) => ['revoke', email]),
  byCommand(WHY.role, (email) => ['set-role', email, 'wholesale']),
  byCommand(WHY.password, (email) => ['set-password', email]),
  byCommand(WHY.disabled, (email) => ['disable', email]),
  {
    ...byCommand(WHY.everybody, () => ['end-everyone', '--reason', 'a drill', '--yes']),
    ...EVERYBODY,
  },
];

/** By a call of a program with a credential. */
const BY_HOOK: readonly Way[] = [
  byHook('/revoke', WHY.security, {}),
  byHook('/users/role', WHY.role, { role: 'wholesale' }),
  byHook('/users/password', WHY.password, { password: NEW_PASSWORD }),
  byHook('/users/disabled', WHY.disabled, { disabled: true }),
  {
    name: 'the hook /revoke-everyone',
    why: WHY.everybody,
    ...EVERYBODY,
    end: ({ store }) =>
      expectStatus(204, store.hooks.post('/revoke-everyone', { reason: 'a drill' })),
  },
  byEvent('session-revoked', WHY.security, {}),
  byEvent('credential-change', WHY.credential, {
    credential_type: 'password',
    change_type: 'update',
  }),
  byEvent('token-claims-change', WHY.role, { claims: { role: 'wholesale' } }),
];

/** By somebody who opens the database file and knows of no hook. */
const BY_SQL: readonly Way[] = [
  bySql(
    'UPDATE of the password hash',
    WHY.password,
    `UPDATE users SET password_hash =
       (SELECT password_hash FROM users WHERE email = 'shopper@example.com') WHERE email = ?`,
  ),
  bySql('UPDATE of the role', WHY.role, "UPDATE users SET role = 'wholesale' WHERE email = ?"),
  bySql('UPDATE of disabled', WHY.disabled, 'UPDATE users SET disabled = 1 WHERE email = ?'),
  bySql('DELETE', WHY.deleted, 'DELETE FROM users WHERE email = ?'),
];

/** By the user, on an account page. */
const BY_USER: readonly Way[] = [
  {
    name: 'the page on which the user changes the password',
    why: WHY.password,
    end: ({ first, account }) =>
      changePassword(first, { current: account.password, next: NEW_PASSWORD }),
  },
  {
    name: 'the same page, where this device is to stay signed in',
    why: WHY.passwordElsewhere,
    end: ({ first, account }) =>
      changePassword(first, { current: account.password, next: NEW_PASSWORD, keepCurrent: true }),
  },
  {
    name: 'the page on which the user signs all other devices out',
    why: WHY.otherDevices,
    end: signOthersOut,
  },
];

/** Every way there is. */
export const WAYS: readonly Way[] = [...BY_USER, ...BY_ADMIN, ...BY_COMMAND, ...BY_HOOK, ...BY_SQL];

function byAdmin(
  does: string,
  why: string,
  act: (admin: Administrator, email: string) => Promise<void>,
): Way {
  return {
    name: `the page on which an administrator ${does}`,
    why,
    async end({ store, account, open }) {
      await act(await openAdmin(await open(), demoAccount(store, 'admin')), account.email);
    },
  };
}

function byCommand(why: string, argumentsFor: (email: string) => readonly string[]): Way {
  const [command = ''] = argumentsFor('');
  return {
    name: `the command domain-bridge ${command}`,
    why,
    async end({ store, account }) {
      const env = { CHECKOUT_ORIGIN: store.origins.checkout, DOMAIN_BRIDGE_TOKEN: HOOK_TOKEN };
      const ca = ['--ca', join(store.dataDir, 'certificate.pem')];
      const run = await runBin([...ca, ...argumentsFor(account.email)], env, `${NEW_PASSWORD}\n`);
      if (run.code !== 0) throw new Error(`exit code ${run.code}: ${run.stderr}`);
    },
  };
}

function byHook(path: string, why: string, body: Readonly<Record<string, unknown>>): Way {
  return {
    name: `the hook ${path}`,
    why,
    end: ({ store, account }) =>
      expectStatus(204, store.hooks.post(path, { sub_id: byEmail(account.email), ...body })),
  };
}

/** An event of CAEP 1.0, pushed by the identity provider (RFC 8935). */
function byEvent(event: string, why: string, payload: Readonly<Record<string, unknown>>): Way {
  const type = `https://schemas.openid.net/secevent/caep/event-type/${event}`;
  return {
    name: `the event ${event} of an identity provider`,
    why,
    async end({ store: { hooks, issuer, origins }, account }) {
      const body = await issuer.sign({
        iss: issuer.issuer,
        aud: origins.checkout,
        iat: Math.floor(Date.now() / 1000),
        jti: `${event} for ${account.email}`,
        sub_id: byEmail(account.email),
        events: { [type]: payload },
      });
      const headers = { 'content-type': 'application/secevent+jwt' };
      await expectStatus(202, hooks.call('/events', { body, method: 'POST', headers }));
    },
  };
}

async function signOthersOut({ first: { page, origins } }: Scene): Promise<void> {
  await page.goto(`${origins.checkout}/account/sessions`);
  await follow(page.getByRole('button', { name: 'Sign out all other devices' }));
}

function bySql(name: string, why: string, statement: string): Way {
  return {
    name: `a direct SQL ${name}`,
    why,
    async end({ store, account }) {
      const db = new Database(join(store.dataDir, 'checkout.db'));
      try {
        if (db.prepare(statement).run(account.email).changes !== 1) throw new Error('no such user');
      } finally {
        db.close();
      }
    },
  };
}

async function expectStatus(
  status: number,
  answer: Promise<{ status: number; body: string }>,
): Promise<void> {
  const { status: got, body } = await answer;
  if (got !== status) throw new Error(`expected ${status}, got ${got}: ${body}`);
}
