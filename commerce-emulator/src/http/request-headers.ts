import type { IncomingMessage } from 'node:http';
import { parseCookie } from 'cookie';

/** A name and a password, as `Basic` carries them. */
export interface BasicCredentials {
  readonly user: string;
  readonly password: string;
}

/** Everything that the `Authorization` headers of a request say. */
export interface Authorization {
  readonly basic: BasicCredentials | null;
  readonly bearer: string | null;
}

/**
 * Reads every `Authorization` header: plugin_slas adds a `Basic` one beside its `Bearer`, and Node shows
 * only the first of them in `headers`.
 */
export function readAuthorization(request: Pick<IncomingMessage, 'rawHeaders'>): Authorization {
  const values = request.rawHeaders
    .filter((_, index, raw) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === 'authorization')
    .flatMap((value) => value.split(/,\s*/));
  const after = (scheme: RegExp) =>
    values.find((value) => scheme.test(value))?.replace(scheme, '') ?? null;
  const basic = after(/^basic +/i);
  return { basic: basic === null ? null : decodeBasic(basic), bearer: after(/^bearer +/i) };
}

/**
 * Decodes `base64(user:password)`. A password may contain colons, and both may be any UTF-8. Null where there
 * is no colon.
 */
export function decodeBasic(encoded: string): BasicCredentials | null {
  const text = Buffer.from(encoded.trim(), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** The session id that a request brings: the cookie, or the header that hybrid storefronts send to SCAPI. */
export function readSessionId({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const header = headers.sfdc_dwsid;
  if (typeof header === 'string' && header !== '') return decodeLoosely(header);
  return headers.cookie ? (parseCookie(headers.cookie).dwsid ?? null) : null;
}

function decodeLoosely(value: string): string {
  return value.replaceAll('%3D', '=').replaceAll('%3d', '=');
}
