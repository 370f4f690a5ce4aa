import type { ShopperKind } from './shopper-pair.ts';

/** A refresh token that a browser keeps, and which of the two cookies it came in. */
export interface KeptRefreshToken {
  readonly kind: ShopperKind;
  readonly value: string;
}

/** The row of the storage `server` that a browser named, as it stood when it was read. */
export interface KnownRow {
  /** 256 random bits in base64url; only the browser has them. */
  readonly id: string;
  readonly version: number;
  /** Whose tokens are in it: those of somebody else get an id of their own. */
  readonly kind: ShopperKind;
  readonly customerId: string;
}

/** What a browser's cookies say of its shopper. All of it is untrusted until it is verified or redeemed. */
export interface KnownShopper {
  /** The access token, put together from its chunks; null where there is none or its chunks do not fit. */
  readonly accessToken: string | null;
  /** `cc-at` is the word `refresh`: controllers signed the shopper out or in, the token is to be renewed. */
  readonly mustRefresh: boolean;
  /** The registered one before the guest's, as plugin_slas and PWA Kit prefer it. */
  readonly refreshToken: KeptRefreshToken | null;
  readonly usid: string | null;
  readonly dwsid: string | null;
  /** `cc-sg` is there: the session came from us, so its first use is no news. */
  readonly isGuarded: boolean;
  /** It says that the last answer was a reload or a redirect, so the session has to have come along. */
  readonly hasReloaded: boolean;
  /** `dw_dnt`; null where it is not set. */
  readonly dnt: boolean | null;
  /** Names of all cookies that came, those too that are not believed: what is to be removed is among them. */
  readonly receivedNames: ReadonlySet<string>;
  /** Where the storage `server` has the tokens; null for the other two, and where there is no row. */
  readonly row: KnownRow | null;
}
