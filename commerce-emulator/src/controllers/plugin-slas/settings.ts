/** What site preferences and service credentials tell the plugin. */
export interface PluginSettings {
  /** `client_id` of SLAS. */
  readonly clientId: string;
  /** A service credential with a password makes the client a private one. Null: public. */
  readonly clientSecret: string | null;
  /** `redirectURI_SLAS`. */
  readonly redirectUri: string;
  readonly organizationId: string;
  readonly siteId: string;
  /** `ocapiVersion`, e.g. `23_2`. */
  readonly ocapiVersion: string;
  /** `saveRefreshToken_Always`; off, only "remember me" keeps a registered refresh token. */
  readonly saveRefreshTokenAlways: boolean;
  /** `use_dwsgst`; off, the bare session id is the proof, which SLAS has stopped to take. */
  readonly useSignature: boolean;
  /** `clientIPHeaderName`; null: the address is not forwarded. */
  readonly clientIpHeader: string | null;
}
