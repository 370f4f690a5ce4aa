import { isLoopback } from '../core/loopback.ts';

/** Somebody else whose events end sessions here, e.g. an identity provider. */
export interface EventIssuer {
  /** Compared with `iss` as text; at most 190 characters, so that the audit trail takes it whole. */
  readonly issuer: string;
  /** Where its public keys are, as a JWK Set. */
  readonly jwksUrl: string;
}

const MAX_ISSUER_CHARACTERS = 190;

/**
 * Reads `issuer=jwksUrl[,…]`, the form of `EVENT_ISSUERS`. Both are URLs; a comma in one is written `%2C`.
 *
 * @throws {TypeError} On anything else, on http other than to this machine, on user names and fragments, and on
 *   an issuer that stands twice. By position: a URL may hold a secret.
 */
export function parseEventIssuers(text: string): readonly EventIssuer[] {
  const issuers = text.split(',').map((entry, index) => {
    const place = `event issuer ${index + 1}`;
    const [issuer = '', ...rest] = entry.trim().split('=');
    const jwksUrl = rest.join('=');
    if (!isSafeUrl(issuer) || issuer.length > MAX_ISSUER_CHARACTERS || issuer.includes('?')) {
      throw new TypeError(`${place} expected an https URL without query as its issuer`);
    }
    if (!isSafeUrl(jwksUrl)) {
      throw new TypeError(`${place} expected issuer=jwksUrl with an https URL`);
    }
    return { issuer, jwksUrl };
  });
  if (new Set(issuers.map(({ issuer }) => issuer)).size !== issuers.length) {
    throw new TypeError('event issuers expected every issuer once');
  }
  return issuers;
}

/** Over plain http, whoever sits between could put keys of their own in place of the issuer's. */
function isSafeUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || `${url.username}${url.password}` !== '' || text.includes('#')) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}
