import type { ShopperKind } from './shopper-pair.ts';

/** What an access token of SLAS says, taken out of `sub` and `isb`. */
export interface ShopperClaims {
  /** `registered` where there is an `rcid`. */
  readonly kind: ShopperKind;
  readonly usid: string;
  /** `rcid` of somebody registered, else `gcid`. */
  readonly customerId: string;
  /** Of the guest that this visit began as; somebody registered has one too. */
  readonly guestCustomerId: string;
  /** `upn` of somebody registered; null for a guest. */
  readonly loginId: string | null;
  /** Who knows the shopper: `slas` for guests, `ecom`, or the name of an identity provider. */
  readonly identityProvider: string;
  /** `chid`: id of the site. */
  readonly channelId: string;
  /** `scid`: the SLAS client that it was given to. */
  readonly clientId: string;
  /** `slas/{pod}/{tenant}` */
  readonly issuer: string;
  /** `commercecloud/{pod}/{tenant}` */
  readonly audience: string;
  /** E.g. `zzrf_001`. */
  readonly tenant: string;
  /** Whether the shopper asked not to be tracked. */
  readonly dnt: boolean;
  /** Epoch seconds by the clock of SLAS, as the other two. */
  readonly issuedAt: number;
  /** Not to be used before; SLAS puts it 30 s before `issuedAt`. */
  readonly notBefore: number;
  readonly expiresAt: number;
}
