import { SlasError } from './errors.ts';

/** Characters of a bearer token (RFC 6750 §2.1). */
const BEARER = /^[\w.~+/-]+=*$/;

/** `name:secret` in base64 of its UTF-8 bytes (RFC 7617). */
export function basicCredentials(name: string, secret: string): string {
  return Buffer.from(`${name}:${secret}`).toString('base64');
}

/**
 * The `Authorization` of a shopper's token.
 *
 * @throws {SlasError} `ERR_SLAS_INVALID_ACCESS_TOKEN` on text that no header takes: a fetch would refuse it with a
 *   message that repeats it.
 */
export function bearerAuthorization(token: string): string {
  if (BEARER.test(token)) return `Bearer ${token}`;
  throw new SlasError('ERR_SLAS_INVALID_ACCESS_TOKEN', 'the access token is no bearer token');
}

/**
 * The `Authorization` of a shopper's own credentials.
 *
 * @throws {SlasError} `ERR_SLAS_WRONG_CREDENTIALS` on a name with a colon: everything after it would count as
 *   password (RFC 7617 §2), so nobody can have it.
 */
export function shopperAuthorization(username: string, password: string): string {
  if (username === '' || username.includes(':')) {
    throw new SlasError('ERR_SLAS_WRONG_CREDENTIALS', 'the user name is empty or has a colon');
  }
  return `Basic ${basicCredentials(username, password)}`;
}
