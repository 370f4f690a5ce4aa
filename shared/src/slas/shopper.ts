import type { KnownShopper } from './known-shopper.ts';
import type { ShopperClaims } from './shopper-claims.ts';
import type { ShopperKind, ShopperTokens } from './shopper-pair.ts';

/** Who is behind a request: what a verified token says. */
export interface Shopper {
  readonly kind: ShopperKind;
  /** `gcid` of a guest, `rcid` of somebody registered: 26 characters. */
  readonly customerId: string;
  readonly usid: string;
  /** What somebody registered signs in with; null for guests. */
  readonly loginId: string | null;
  /** JWT for SCAPI and OCAPI. */
  readonly accessToken: string;
  /** Epoch seconds. */
  readonly accessTokenExpiresAt: number;
  /** The controller session beside it; null while it could not be had. */
  readonly dwsid: string | null;
}

/** The shopper of a token that a browser brought and that was verified. */
export function shopperOf(known: KnownShopper, claims: ShopperClaims): Shopper {
  const { kind, customerId, usid, loginId, expiresAt } = claims;
  const { accessToken, dwsid } = known;
  if (accessToken === null) throw new TypeError('"known" expected the token of the claims');
  return {
    kind,
    customerId,
    usid,
    loginId,
    accessToken,
    accessTokenExpiresAt: expiresAt,
    dwsid,
  };
}

/** The shopper of tokens that have just come from SLAS. */
export function shopperWith(
  { kind, customerId, usid, accessToken, accessTokenExpiresAt }: ShopperTokens,
  loginId: string | null,
  dwsid: string | null,
): Shopper {
  return { kind, customerId, usid, loginId, accessToken, accessTokenExpiresAt, dwsid };
}
