import { encodeBase64url } from '../core/base64url.ts';
import type { Random } from '../core/random.ts';
import type { Role } from '../crypto/direction.ts';

declare const actorBrand: unique symbol;

/** Who writes to a state: 6 bytes as 8 characters of base64url. A (actor, counter) pair is used for one write only. */
export type Actor = string & { readonly [actorBrand]: true };

/** Bytes of an actor. */
export const ACTOR_BYTES = 6;
/** Bits of the first byte. */
const CHECKOUT_BIT = 1;
const PERSONAL_BIT = 2;
const ACTOR_CHARACTERS = 8;

/**
 * Mints an actor. The lowest bit of the first byte tells the side, 1 for checkout: concurrent choices
 * are settled in checkout's favour by both domains alike. The next one is 0, and 1 in its personal twin.
 * The other 46 bits are random.
 */
export function mintActor(role: Role, random: Random): Actor {
  const bytes = Uint8Array.from(random(ACTOR_BYTES));
  const others = (bytes[0] ?? 0) & ~(CHECKOUT_BIT | PERSONAL_BIT);
  bytes[0] = role === 'checkout' ? others | CHECKOUT_BIT : others;
  return actorFromBytes(bytes);
}

/**
 * The twin under which the same writer writes what is personal. It counts on its own, so that a state without
 * those writes is one that has never seen them (decisions/030).
 */
export function personalActor(actor: Actor): Actor {
  const bytes = Uint8Array.from(actorToBytes(actor));
  bytes[0] = (bytes[0] ?? 0) | PERSONAL_BIT;
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

/** Actors whose bytes stand one after the other. Six bytes are eight characters, so their texts do as well. */
export function actorsFromBytes(bytes: Uint8Array): Actor[] {
  const text = encodeBase64url(bytes);
  const actors: Actor[] = [];
  for (let at = 0; at < text.length; at += ACTOR_CHARACTERS) {
    actors.push(text.slice(at, at + ACTOR_CHARACTERS) as Actor);
  }
  return actors;
}

/** The bytes of actors, one after the other. */
export function actorsToBytes(actors: readonly Actor[]): Uint8Array {
  return Buffer.from(actors.join(''), 'base64url');
}

/** Whether checkout minted this actor. */
export function isCheckoutActor(actor: Actor): boolean {
  return hasBit(actor, CHECKOUT_BIT);
}

/** Whether this is the personal twin of an actor. Actors from before there were twins may look like one. */
export function isPersonalActor(actor: Actor): boolean {
  return hasBit(actor, PERSONAL_BIT);
}

function hasBit(actor: Actor, bit: number): boolean {
  return ((actorToBytes(actor)[0] ?? 0) & bit) !== 0;
}
