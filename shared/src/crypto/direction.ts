import type { Origin } from '../core/origin.ts';

/** The two sides of a split store. */
export type Role = 'shopping' | 'checkout';

/** Which way something crosses. */
export type Direction = 'to-checkout' | 'to-shopping';

/** A split store: the two origins, told apart by what they do and never by their scheme. */
export interface DomainPair {
  readonly shopping: Origin;
  readonly checkout: Origin;
}

/** The other side. */
export function peerOf(role: Role): Role {
  return role === 'shopping' ? 'checkout' : 'shopping';
}

/** The way a thing goes that `receiver` is to receive. */
export function directionTo(receiver: Role): Direction {
  return receiver === 'checkout' ? 'to-checkout' : 'to-shopping';
}

/**
 * Labels of a key for something that crosses: purpose, direction and host pair.
 * A staging pair or the opposite direction therefore has other keys from the same root.
 */
export function crossingLabels(
  purpose: string,
  direction: Direction,
  pair: DomainPair,
): readonly string[] {
  return [purpose, direction, pair.shopping.host, pair.checkout.host];
}
