import { describe, expect, it } from '@jest/globals';
import * as argon2 from '@node-rs/argon2';
import { hasCost, isArgon2Hash, OWASP_COST } from './argon2-hash.ts';
import { type Argon2, createPasswordHasher, HasherBusyError } from './password-hasher.ts';

const CHEAP = { memoryKib: 8, passes: 1, lanes: 1 };

/** Argon2 that writes down what it verified, and answers when told to. */
function recordArgon2() {
  const verified: string[] = [];
  const releases: (() => void)[] = [];
  const recording: Argon2 = {
    hash: () => new Promise((resolve) => releases.push(() => resolve('hash'))),
    verify: async (hash, ...rest) => {
      verified.push(String(hash));
      return argon2.verify(hash, ...rest);
    },
  };
  return { argon2: recording, verified, releases };
}

describe('hash and verify', () => {
  const hasher = createPasswordHasher({ cost: CHEAP });

  it('knows a password again, and no other', async () => {
    const hash = await hasher.hash('correct horse');
    expect(await hasher.verify(hash, 'correct horse')).toBe(true);
    expect(await hasher.verify(hash, 'correct horsf')).toBe(false);
    expect(await hasher.verify(hash, 'Correct horse')).toBe(false);
    expect(await hasher.verify(hash, 'correct horse ')).toBe(false);
  });

  it('salts: the same password never has the same hash', async () => {
    expect(await hasher.hash('correct horse')).not.toBe(await hasher.hash('correct horse'));
  });

  it.each(['', '🐎'.repeat(128), 'nul\0byte', ' spaces ', 'e\u0301', 'x'.repeat(70_000)])(
    'takes any text as it is (%#)',
    async (password) => {
      const hash = await hasher.hash(password);
      expect(await hasher.verify(hash, password)).toBe(true);
      expect(await hasher.verify(hash, `${password}x`)).toBe(false);
    },
  );

  it('does not take two spellings of a letter for one', async () => {
    expect(await hasher.verify(await hasher.hash('caf\u00e9 noir'), 'cafe\u0301 noir')).toBe(false);
  });

  it('hashes with Argon2id at the cost OWASP asks for, unless told otherwise', async () => {
    const hash = await createPasswordHasher().hash('correct horse');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hasCost(hash, OWASP_COST)).toBe(true);
  });
});

describe('equal work', () => {
  it.each([
    ['an unknown user', null],
    ['an emptied hash', ''],
    ['a locked account of an admin tool', '!'],
    ['a damaged hash', '$argon2id$v=19$m=8,t=1'],
  ])('verifies exactly one hash of full cost for %s, and says no', async (_case, stored) => {
    const record = recordArgon2();
    const hasher = createPasswordHasher({ cost: CHEAP, argon2: record.argon2 });
    expect(await hasher.verify(stored, 'correct horse')).toBe(false);
    expect(record.verified).toHaveLength(1);
    expect(hasCost(record.verified[0] ?? '', CHEAP)).toBe(true);
  });

  it('says no for an unknown user even if the dummy were matched', async () => {
    const lucky: Argon2 = { ...argon2, verify: async () => true };
    const hasher = createPasswordHasher({ cost: CHEAP, argon2: lucky });
    expect(await hasher.verify(null, 'correct horse')).toBe(false);
  });

  it('has another dummy in every process', async () => {
    const record = recordArgon2();
    for (const _ of [1, 2]) {
      await createPasswordHasher({ cost: CHEAP, argon2: record.argon2 }).verify(null, 'x');
    }
    expect(new Set(record.verified).size).toBe(2);
  });
});

describe('needsRehash', () => {
  const hasher = createPasswordHasher({ cost: { memoryKib: 16, passes: 1, lanes: 1 } });

  it('leaves a hash of today alone', async () => {
    expect(hasher.needsRehash(await hasher.hash('correct horse'))).toBe(false);
  });

  it.each([
    ['less memory', { memoryCost: 8, timeCost: 1 }],
    ['other passes', { memoryCost: 16, timeCost: 2 }],
    ['other lanes', { memoryCost: 16, timeCost: 1, parallelism: 2 }],
    ['Argon2i', { memoryCost: 16, timeCost: 1, algorithm: 1 }],
    ['a short tag', { memoryCost: 16, timeCost: 1, outputLen: 16 }],
  ])('asks for a new one after %s', async (_case, options) => {
    const hash = await argon2.hash('correct horse', options);
    expect(isArgon2Hash(hash)).toBe(true);
    expect(hasher.needsRehash(hash)).toBe(true);
  });

  it('asks for a new one in place of anything unreadable', () => {
    expect(hasher.needsRehash('$2b$10$bcrypt')).toBe(true);
  });
});

describe('the bound', () => {
  it('runs a few at once, lets a few wait, and refuses the rest at once', async () => {
    const { argon2: slow, releases } = recordArgon2();
    const hasher = createPasswordHasher({ concurrency: 2, maxWaiting: 1, argon2: slow });
    const accepted = [hasher.hash('a'), hasher.hash('b'), hasher.hash('c')];
    await expect(hasher.hash('d')).rejects.toMatchObject({
      name: 'HasherBusyError',
      code: 'ERR_HASHER_BUSY',
      retryAfterSeconds: 2,
    });
    await expect(hasher.verify(null, 'd')).rejects.toBeInstanceOf(HasherBusyError);
    expect(releases).toHaveLength(2);
    for (let i = 0; i < 3; i++) {
      releases[i]?.();
      await accepted[i];
    }
    expect(releases).toHaveLength(3);
  });

  it('has room again when a job has failed', async () => {
    const failing: Argon2 = { ...argon2, hash: () => Promise.reject(new Error('out of memory')) };
    const hasher = createPasswordHasher({
      concurrency: 1,
      maxWaiting: 0,
      cost: CHEAP,
      argon2: failing,
    });
    await expect(hasher.hash('a')).rejects.toThrow('out of memory');
    expect(await hasher.verify(null, 'a')).toBe(false);
  });

  it.each([{ concurrency: 0 }, { concurrency: 1.5 }, { maxWaiting: -1 }])(
    'refuses %j when it is made',
    (options) => {
      expect(() => createPasswordHasher(options)).toThrow(RangeError);
    },
  );
});
