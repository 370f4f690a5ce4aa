/** Whose a token or a session is: `registered` has signed in, `guest` has not. */
export type ShopperKind = 'guest' | 'registered';

/** A SLAS token pair, as it is kept. */
export interface ShopperTokens {
  readonly kind: ShopperKind;
  /** JWT, about 2,250 characters; lives 30 minutes. */
  readonly accessToken: string;
  /** Epoch seconds by our clock. */
  readonly accessTokenExpiresAt: number;
  /** At most 256 characters. A public client redeems it once. */
  readonly refreshToken: string;
  /** Epoch seconds by our clock, from `refresh_token_expires_in`. */
  readonly refreshTokenExpiresAt: number;
  /** Names the shopper across guest and registered tokens; its cookie ends with the refresh token. */
  readonly usid: string;
  /** `gcid` of a guest, `rcid` of somebody registered. */
  readonly customerId: string;
  /** Upper-case MD5 of the B2C user id; null where SLAS sends none. */
  readonly encUserId: string | null;
  readonly idToken: string | null;
  readonly idpAccessToken: string | null;
  readonly idpRefreshToken: string | null;
  /** Whether the shopper asked not to be tracked. */
  readonly dnt: boolean;
}

/** A cookie as a B2C instance set it. */
export interface PlatformCookie {
  /** `dwsid`, `dwanonymous_<hash>` or `dwsecuretoken_<hash>`. */
  readonly name: string;
  readonly value: string;
  /** Seconds; null: as long as the browser runs. */
  readonly maxAgeSeconds: number | null;
}

/** A controller session. */
export interface ControllerSession {
  /** Id of the session, as it stands in the cookie `dwsid`. */
  readonly dwsid: string;
  /** Every cookie that came with it, `dwsid` included. */
  readonly cookies: readonly PlatformCookie[];
}

/**
 * A token pair and a controller session of one shopper.
 *
 * They are written together. A pair without a session is one whose session could not be had yet: the next
 * request asks for it. A session of somebody else is never left beside new tokens.
 */
export interface ShopperPair {
  readonly tokens: ShopperTokens;
  readonly session: ControllerSession | null;
}
