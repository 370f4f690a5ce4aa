import { randomBytes } from 'node:crypto';

const RANDOM_BYTES = 16;
const KEY = /^[\w-]{22}\.([0-9a-f]{64})$/;

/**
 * Mints the idempotency key of an order form. It names the cart and the price that the form was made for, so
 * that a page orders what it shows, and not what another tab, device or moment has made of it since.
 *
 * @param shown Of `fingerprintShown`.
 */
export function mintOrderKey(shown: string): string {
  return `${randomBytes(RANDOM_BYTES).toString('base64url')}.${shown}`;
}

/** The fingerprint in the key of an order form; null in the keys of programs, which order what there is. */
export function shownCart(key: string): string | null {
  return KEY.exec(key)?.[1] ?? null;
}
