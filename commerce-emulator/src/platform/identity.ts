/** Somebody without an account. */
export interface GuestIdentity {
  readonly kind: 'guest';
  /** Guest customer id, 26 characters. */
  readonly gcid: string;
}

/** Somebody who has signed in. */
export interface RegisteredIdentity {
  readonly kind: 'registered';
  /** The guest that this shopper was before; the source of a basket merge. */
  readonly gcid: string;
  /** Registered customer id, 26 characters. */
  readonly rcid: string;
  /** What the shopper signs in with. */
  readonly login: string;
}

/** Whom a token or a session names. */
export type Identity = GuestIdentity | RegisteredIdentity;

/** The customer id that APIs know a shopper by: `rcid`, or `gcid` of a guest. Baskets belong to it. */
export function customerIdOf(identity: Identity): string {
  return identity.kind === 'registered' ? identity.rcid : identity.gcid;
}
