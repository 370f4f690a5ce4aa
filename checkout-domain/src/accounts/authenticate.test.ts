import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Authenticator, createAuthenticator } from './authenticate.ts';
import { HasherBusyError, type PasswordHasher } from './password-hasher.ts';
import type { SignInLimiter, SignInSource } from './sign-in-limiter.ts';
import { type Email, parseEmail, type User } from './user.ts';
import type { Credentials, UserStore } from './user-store.ts';

const ANN: User = {
  id: 'usr_ann',
  email: parseEmail('ann@example.com') as Email,
  role: 'customer',
  disabled: false,
  createdAt: 1,
};
const ATTEMPT = { email: ' Ann@Example.com ', password: 'secret', address: '192.0.2.7' };
const SOURCE = { account: 'ann@example.com', address: '192.0.2.7' };

/** Everything that was asked of the parts, in order. */
let calls: string[];
let stored: Credentials;
let waitSeconds: number | null;
let busy: { verify: boolean; hash: boolean };
let authenticator: Authenticator;

const users: Pick<UserStore, 'credentials' | 'rehash'> = {
  credentials: async (email) => {
    calls.push(`read ${email}`);
    return email === stored.user.email ? stored : null;
  },
  rehash: async (id, oldHash, newHash) => {
    calls.push(`rehash ${id} ${oldHash} ${newHash}`);
    return true;
  },
};
const hasher: PasswordHasher = {
  verify: async (hash, password) => {
    if (busy.verify) throw new HasherBusyError(64);
    calls.push(`verify ${hash}`);
    return hash?.endsWith(`:${password}`) ?? false;
  },
  hash: async (password) => {
    if (busy.hash) throw new HasherBusyError(64);
    return `new:${password}`;
  },
  needsRehash: (hash) => hash.startsWith('old:'),
};
const limiter: SignInLimiter = {
  begin: async (source) => {
    calls.push(`begin ${textOf(source)}`);
    return waitSeconds;
  },
  succeed: async (source) => void calls.push(`succeed ${textOf(source)}`),
  withdraw: async (source) => void calls.push(`withdraw ${textOf(source)}`),
  excuse: async (source) => void calls.push(`excuse ${textOf(source)}`),
};

function textOf({ account, address }: SignInSource): string {
  return `${account} ${address}`;
}

beforeEach(() => {
  calls = [];
  stored = { user: ANN, passwordHash: 'new:secret', epoch: 42 };
  waitSeconds = null;
  busy = { verify: false, hash: false };
  authenticator = createAuthenticator({ users, hasher, limiter });
});

describe('the right password', () => {
  it('answers the user and the epoch of the same snapshot', async () => {
    expect(await authenticator.authenticate(ATTEMPT)).toEqual({ kind: 'ok', user: ANN, epoch: 42 });
  });

  it('is limited before it is read or hashed, and the limit is lifted last', async () => {
    await authenticator.authenticate(ATTEMPT);
    expect(calls).toEqual([
      `begin ${textOf(SOURCE)}`,
      'read ann@example.com',
      'verify new:secret',
      `succeed ${textOf(SOURCE)}`,
    ]);
  });
});

describe('a refusal', () => {
  const cases: [string, () => typeof ATTEMPT, string][] = [
    ['a wrong password', () => ({ ...ATTEMPT, password: 'guess' }), 'verify new:secret'],
    ['an unknown user', () => ({ ...ATTEMPT, email: 'bob@example.com' }), 'verify null'],
    ['something that is no address', () => ({ ...ATTEMPT, email: 'ann' }), 'verify null'],
    [
      'a disabled user with the right password',
      () => {
        stored = { ...stored, user: { ...ANN, disabled: true } };
        return ATTEMPT;
      },
      'verify new:secret',
    ],
  ];

  it.each(cases)('after %s says the same for one verification', async (_case, make, work) => {
    const outcome = await authenticator.authenticate(make());
    expect(outcome).toEqual({ kind: 'refused', code: 'wrong_credentials' });
    expect(calls.filter((call) => call.startsWith('verify'))).toEqual([work]);
    expect(calls.filter((call) => /^(succeed|withdraw|rehash)/.test(call))).toEqual([]);
  });

  it('counts what is no address as it was entered', async () => {
    await authenticator.authenticate({ ...ATTEMPT, email: 'not an address' });
    expect(calls[0]).toBe('begin not an address 192.0.2.7');
  });
});

describe('too many attempts', () => {
  it('are answered without a look at the password, also at the right one', async () => {
    waitSeconds = 321;
    expect(await authenticator.authenticate(ATTEMPT)).toEqual({
      kind: 'limited',
      retryAfterSeconds: 321,
    });
    expect(calls).toEqual([`begin ${textOf(SOURCE)}`]);
  });
});

describe('a busy server', () => {
  it('says so and does not count the attempt', async () => {
    busy.verify = true;
    expect(await authenticator.authenticate(ATTEMPT)).toEqual({
      kind: 'busy',
      retryAfterSeconds: 2,
    });
    expect(calls.at(-1)).toBe(`withdraw ${textOf(SOURCE)}`);
  });

  it('signs in all the same when only the new hash has no room', async () => {
    stored = { ...stored, passwordHash: 'old:secret' };
    busy.hash = true;
    expect(await authenticator.authenticate(ATTEMPT)).toMatchObject({ kind: 'ok' });
    expect(calls.filter((call) => call.startsWith('rehash'))).toEqual([]);
  });
});

describe('an outdated hash', () => {
  it('is replaced by comparison after the right password', async () => {
    stored = { ...stored, passwordHash: 'old:secret' };
    expect(await authenticator.authenticate(ATTEMPT)).toMatchObject({ kind: 'ok', epoch: 42 });
    expect(calls.at(-1)).toBe('rehash usr_ann old:secret new:secret');
  });

  it('is left alone after a wrong one', async () => {
    stored = { ...stored, passwordHash: 'old:secret' };
    await authenticator.authenticate({ ...ATTEMPT, password: 'guess' });
    expect(calls.some((call) => call.startsWith('rehash'))).toBe(false);
  });
});

it('passes a defect on instead of calling it a wrong password', async () => {
  const broken = { ...hasher, verify: () => Promise.reject(new Error('out of memory')) };
  authenticator = createAuthenticator({ users, hasher: broken, limiter });
  await expect(authenticator.authenticate(ATTEMPT)).rejects.toThrow('out of memory');
});
