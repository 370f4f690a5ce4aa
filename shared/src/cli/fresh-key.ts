import { encodeBase64url } from '../core/base64url.ts';
import type { Clock } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import { KEY_BYTES } from '../crypto/keyring.ts';
import { HOOK_SCOPES, parseHookTokens } from '../invalidation/hook-tokens.ts';
import { generateSigningKeys } from '../invalidation/signing-keys.ts';

/** What keys there are. */
export const KEY_KINDS = ['bridge', 'cookie', 'signing', 'hook'] as const;

/** One of the kinds. */
export type KeyKind = (typeof KEY_KINDS)[number];

/** A key that nobody has had before. */
export interface FreshKey {
  /** As the environment variable, or the file, takes it. */
  readonly value: string;
  /** Where it belongs, in a sentence or two. */
  readonly place: string;
}

/** What keys are made of. */
export interface FreshKeyOptions {
  readonly random: Random;
  readonly clock: Clock;
  /** Of a hook credential; in the audit trail as `hook:NAME`. */
  readonly name: string;
  /** Of a hook credential, joined by `+`. */
  readonly scopes: string;
}

/** Characters of a `kid` behind the date, so that two of one day differ. */
const KID_BYTES = 3;

/**
 * Makes a key.
 *
 * @throws {TypeError} On a name or scope that `HOOK_TOKENS` does not take.
 */
export async function makeFreshKey(kind: KeyKind, options: FreshKeyOptions): Promise<FreshKey> {
  switch (kind) {
    case 'bridge': {
      const place = 'For BRIDGE_KEYS, the same on both domains. Seals what crosses.';
      return { value: rootKey(options), place };
    }
    case 'cookie': {
      const place = 'For SHOPPING_KEYS or CHECKOUT_KEYS: one for each domain, known to no other.';
      return { value: rootKey(options), place };
    }
    case 'signing': {
      const place = 'Content of the file that SIGNING_KEYS names, on the checkout domain alone.';
      return { value: await generateSigningKeys(), place };
    }
    case 'hook':
      return hookToken(options);
  }
}

/** The names of the scopes, for help texts. */
export const SCOPE_NAMES: string = HOOK_SCOPES.join(', ');

function rootKey({ random, clock }: FreshKeyOptions): string {
  const day = new Date(clock()).toISOString().slice(0, 10);
  return `${day}-${encodeBase64url(random(KID_BYTES))}:${encodeBase64url(random(KEY_BYTES))}`;
}

function hookToken({ random, name, scopes }: FreshKeyOptions): FreshKey {
  const value = `${name}:${scopes}:${encodeBase64url(random(KEY_BYTES))}`;
  parseHookTokens(value);
  const place =
    'For HOOK_TOKENS on the checkout domain, comma-separated. The tool itself gets the part behind the last colon.';
  return { value, place };
}
