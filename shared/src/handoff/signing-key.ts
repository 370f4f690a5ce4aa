import { hkdfSync } from 'node:crypto';
import { utf8 } from '../core/bytes.ts';
import { KEY_BYTES, type Keyring } from '../crypto/keyring.ts';

/** A key that signs tokens of one direction of one store. */
export interface TokenKey {
  /** That of the root key. */
  readonly kid: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/** The keys of the ring at this moment: the first one signs, each verifies. */
export type TokenKeys = () => readonly [TokenKey, ...TokenKey[]];

/**
 * Derives signing keys: HKDF-SHA-256(root, no salt, labels) (RFC 5869), like those that seal and under a label of their
 * own, so that no key ever does both. Derived anew when the ring has got other keys.
 *
 * @param labels Purpose, direction and hosts; see `crossingLabels`.
 */
export function deriveTokenKeys(keyring: Keyring, labels: readonly string[]): TokenKeys {
  const info = utf8(['domain-bridge', ...labels].join('\n'));
  const derive = ({ kid, secret }: TokenKey): TokenKey => ({
    kid,
    secret: new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), info, KEY_BYTES)),
  });
  let roots: Keyring['keys'] | undefined;
  let keys: readonly TokenKey[] = [];
  return () => {
    if (roots !== keyring.keys) {
      roots = keyring.keys;
      keys = roots.map(derive);
    }
    return keys as readonly [TokenKey, ...TokenKey[]];
  };
}
