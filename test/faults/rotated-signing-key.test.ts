import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { generateSigningKeys } from 'domain-bridge/invalidation';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { openInterceptedStore } from '../support/intercepted-store.ts';
import { signedInOnBoth, signInOnBoth, statesOf, untilGuest } from '../support/known-shopper.ts';

interface KeySet {
  readonly keys: readonly JWK[];
}

const folder = mkdtempSync(join(tmpdir(), 'domain-bridge-keys-'));
const file = join(folder, 'signing-keys.json');
const write = (set: KeySet) => writeFileSync(file, JSON.stringify(set), { mode: 0o600 });
const newKeys = async (): Promise<KeySet> => JSON.parse(await generateSigningKeys());
const [older, newer, last] = [await newKeys(), await newKeys(), await newKeys()];
write(older);
afterAll(() => rmSync(folder, { recursive: true }));

describe('I21: the key that events are signed with is changed', () => {
  const open = openInterceptedStore({ SIGNING_KEYS: file });

  async function restartWith(set: KeySet): Promise<void> {
    write(set);
    await open.store.end('checkout');
    open.pushAtOnce();
    await open.store.start('checkout');
  }
  async function publishedKids(): Promise<readonly unknown[]> {
    const { body } = await open.shopper('program').see('checkout', '/.well-known/jwks.json');
    return (JSON.parse(body) as KeySet).keys.map(({ kid }) => kid);
  }
  /** A key without a name of its own goes by its thumbprint (RFC 7638). */
  const kidsOf = ({ keys }: KeySet) => Promise.all(keys.map((key) => calculateJwkThumbprint(key)));

  it.each<[string, () => KeySet]>([
    [
      'the new one is published beside the old one',
      () => ({ keys: [...older.keys, ...newer.keys] }),
    ],
    [
      'the new one signs, the old one is still published',
      () => ({ keys: [...newer.keys, ...older.keys] }),
    ],
    ['the old one is taken away', () => newer],
    ['at once, without a transition', () => last],
  ])('%s: every end arrives, and nobody else is signed out', async (_, setOf) => {
    const [ended, kept] = [
      await signedInOnBoth(open.shopper()),
      await signedInOnBoth(open.shopper()),
    ];
    const set = setOf();
    await restartWith(set);
    expect(await publishedKids()).toEqual(await kidsOf(set));
    await open.hooks.revoke(ended.account.email, 0);
    await untilGuest(ended.shopper);
    await kept.shopper.untilRecognized();
    expect(await statesOf(kept.shopper)).toEqual(['recognized', 'authenticated']);
    await signInOnBoth(ended.shopper, ended.account);
  });
});
