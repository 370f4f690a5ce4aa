/** A SLAS client, as it is registered with SLAS Admin. */
export interface SlasClientSettings {
  /** `client_id`, at most 40 characters. */
  readonly clientId: string;
  /** Makes the client a private one. Never sent anywhere but to SLAS. */
  readonly clientSecret?: string;
  /** Strict Client Auth: `authorize` and `login` carry `x-slas-client-auth` too. Private clients only. Default: false. */
  readonly strict?: boolean;
  /** Registered `redirect_uri`; it is sent and never followed. At most 256 characters. */
  readonly redirectUri: string;
}

/** Which B2C Commerce instance, and how to reach it. */
export interface CommerceSettings {
  /** Of SLAS and SCAPI, e.g. `https://kv7kzm78.api.commercecloud.salesforce.com`. */
  readonly apiOrigin: string;
  /** Of OCAPI and the controllers, e.g. `https://shop.example`. */
  readonly instanceOrigin: string;
  /** `f_ecom_<realm>_<instance>`, e.g. `f_ecom_zzrf_001`. */
  readonly organizationId: string;
  /** Site, also the `channel_id`, e.g. `RefArch`. At most 100 characters. */
  readonly siteId: string;
  /** Version of OCAPI, `YY_M`. Default: `23_2`. */
  readonly ocapiVersion?: string;
}
