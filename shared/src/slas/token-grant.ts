/** A guest, by the secret of a private client alone: `client_credentials`. */
export interface GuestPrivateGrant {
  readonly kind: 'guest-private';
  /** Goes on with this visit. */
  readonly usid?: string;
  /** Whether the shopper asked not to be tracked. */
  readonly dnt?: boolean;
}

/** The code of `authorize` or `login`. */
export interface CodeGrant {
  readonly kind: 'code';
  readonly code: string;
  /** Goes with the challenge; only a private client that sent none has none. */
  readonly verifier?: string;
  readonly usid?: string;
  readonly dnt?: boolean;
}

/** A refresh token. A public client gets another one back, and this one is void. */
export interface RefreshGrant {
  readonly kind: 'refresh';
  readonly refreshToken: string;
  readonly dnt?: boolean;
}

/** What tokens are given for. */
export type TokenGrant = GuestPrivateGrant | CodeGrant | RefreshGrant;

/** Proof of a controller session, for `session-bridge/token`. */
export type SessionSignature =
  /** `session.generateGuestSessionSignature()`; lives about ten minutes. */
  | { readonly kind: 'guest'; readonly dwsgst: string }
  /** `session.generateRegisteredSessionSignature()`, B2C Commerce from 25.4. */
  | { readonly kind: 'registered'; readonly dwsrst: string; readonly loginId: string }
  /** The bare session of somebody who has signed in. SLAS takes it no more for guests. */
  | { readonly kind: 'legacy'; readonly dwsid: string; readonly loginId: string };

/** What `session-bridge/token` is asked with. */
export interface SessionBridgeGrant {
  readonly signature: SessionSignature;
  /** Of `authorize` with `sb-guest` or `sb-user`; public clients only. */
  readonly code?: string;
  /** Goes with `code`. */
  readonly verifier?: string;
  readonly usid?: string;
  readonly dnt?: boolean;
}
