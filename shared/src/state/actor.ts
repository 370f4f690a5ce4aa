import { encodeBase64url } from '../core/base64url.ts';
import type { Random } from '../core/random.ts';
import type { Role } from '../crypto/direction.ts';

declare const actorBrand: unique symbol;

/** Who writes to a state: 6 bytes as 8 characters of base64url. A (actor, counter) pair is used for one write only. */
export type Actor = string & { readonly [actorBrand]: true };

/** Bytes of an actor. */
export const ACTOR_BYTES = 6;

/**
 * Mints an actor. The lowest bit of the first byte tells the side, 1 for checkout: concurrent choices
 * are settled in checkout's favour by both domains alike. The other 47 bits are random.
 */
export function mintActor(role: Role, random: Random): Actor {
  const bytes = Uint8Array.from(random(ACTOR_BYTES));
  const [first = 0] = bytes;
  bytes[0] = role === 'checkout' ? first | 1 : first & ~1;
  return actorFromBytes(bytes);
}

/** The actor that these 6 bytes are. */
export function actorFromBytes(bytes: Uint8Array): Actor {
  return encodeBase64url(bytes) as Actor;
}

/** The bytes of an actor. */
export function actorToBytes(actor: Actor): Uint8Array {
  return Buffer.from(actor, 'base64url');
}

/** Whether checkout minted this actor. */
export function isCheckoutActor(actor: Actor): boolean {
  return ((actorToBytes(actor)[0] ?? 0) & 1) === 1;
}
