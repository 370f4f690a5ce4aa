import { createHmac } from 'node:crypto';
import { encodeBase64url } from '../core/base64url.ts';
import type { DomainPair } from '../crypto/direction.ts';

const PAIRWISE_KEY_BYTES = 32;
const PSEUDONYM_BYTES = 24;

/**
 * Makes the function that gives users their pseudonym towards the shop: HMAC-SHA-256 over shop and user,
 * `sub_` before it. Stable, and of no use to anybody but this shop.
 *
 * @throws {RangeError} On a key that is not 32 bytes long.
 */
export function createPairwise(key: Uint8Array, pair: DomainPair): (entity: string) => string {
  if (key.length !== PAIRWISE_KEY_BYTES) {
    throw new RangeError(`"pairwiseKey" expected ${PAIRWISE_KEY_BYTES} bytes, got ${key.length}`);
  }
  return (entity) => {
    const mac = createHmac('sha256', key).update(`${pair.shopping.hostname}\n${entity}`).digest();
    return `sub_${encodeBase64url(mac.subarray(0, PSEUDONYM_BYTES))}`;
  };
}
