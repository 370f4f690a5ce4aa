import { parseOrigin } from '../core/origin.ts';
import type { CommerceSettings, SlasClientSettings } from './slas-options.ts';

/** `f_ecom_`, realm, instance: what plugin_slas takes too. The part behind `f_ecom_` is the tenant. */
const ORGANIZATION_ID = /^f_ecom_([a-z]{4}_(?:dev|stg|prd|s\d{2}|\d{3}))$/;
/** Stands in paths and in names of cookies. */
const SITE_ID = /^[A-Za-z0-9][\w.-]{0,99}$/;
const CLIENT_ID = /^[\w-]{1,40}$/;
const OCAPI_VERSION = /^\d{2}_\d{1,2}$/;
const MAX_REDIRECT_URI_CHARACTERS = 256;
const DEFAULT_OCAPI_VERSION = '23_2';

/** Addresses of an instance, made of settings that were checked. */
export interface CommerceAddresses {
  /** `…/oauth2`, without a slash at its end. */
  readonly slas: string;
  /** `…/dw/shop/v23_2`. */
  readonly ocapi: string;
  /** Origin of SCAPI. */
  readonly scapi: string;
}

/**
 * Checks the settings of an instance, and makes the addresses of its services.
 *
 * @throws {TypeError} On the first one that cannot be right.
 */
export function commerceAddresses(settings: CommerceSettings): CommerceAddresses {
  const { organizationId, siteId, ocapiVersion = DEFAULT_OCAPI_VERSION } = settings;
  tenantOf(organizationId);
  checkSiteId(siteId);
  check('ocapiVersion', OCAPI_VERSION.test(ocapiVersion), 'the form 23_2');
  const api = parseOrigin(settings.apiOrigin).href;
  const instance = parseOrigin(settings.instanceOrigin).href;
  return {
    slas: `${api}/shopper/auth/v1/organizations/${organizationId}/oauth2`,
    ocapi: `${instance}/s/${siteId}/dw/shop/v${ocapiVersion}`,
    scapi: api,
  };
}

/** Address of the keys that access tokens are signed with. @throws {TypeError} On bad settings. */
export function jwksUrlOf(settings: CommerceSettings): string {
  return `${commerceAddresses(settings).slas}/jwks`;
}

/** The tenant of an organization, e.g. `zzrf_001`. @throws {TypeError} On what is no organization id. */
export function tenantOf(organizationId: string): string {
  const tenant = ORGANIZATION_ID.exec(organizationId)?.[1];
  if (tenant !== undefined) return tenant;
  throw new TypeError('"organizationId" expected the form f_ecom_zzrf_001');
}

/** @throws {TypeError} On what is no site id. */
export function checkSiteId(siteId: string): void {
  check('siteId', SITE_ID.test(siteId), '1-100 letters, digits, _ . -');
}

/** @throws {TypeError} On what is no client id. */
export function checkClientId(clientId: string): void {
  check('clientId', CLIENT_ID.test(clientId), '1-40 letters, digits, _ -');
}

/** Checks the settings of a SLAS client. Messages hold none of them. @throws {TypeError} On bad ones. */
export function checkSlasClient(settings: SlasClientSettings): void {
  const { clientId, clientSecret, strict = false, redirectUri } = settings;
  checkClientId(clientId);
  check('clientSecret', clientSecret !== '', 'a secret, or to be left out');
  check('strict', !strict || clientSecret !== undefined, 'a client with a secret');
  const url = URL.parse(redirectUri);
  const fits = redirectUri.length <= MAX_REDIRECT_URI_CHARACTERS && !redirectUri.includes('#');
  check('redirectUri', url !== null && fits, 'a URL of at most 256 characters without fragment');
}

function check(name: string, isRight: boolean, expected: string): void {
  if (!isRight) throw new TypeError(`"${name}" expected ${expected}`);
}
