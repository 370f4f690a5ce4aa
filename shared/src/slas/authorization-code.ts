import { SlasError } from './errors.ts';
import { malformedAnswer } from './service-answer.ts';

/** What `authorize` and `login` give. */
export interface AuthorizationCode {
  /** To be redeemed once, soon, with the verifier of its challenge. */
  readonly code: string;
  readonly usid: string;
}

/** OAuth's words for trouble that passes (RFC 6749 §4.1.2.1). */
const PASSING_ERRORS: readonly string[] = ['server_error', 'temporarily_unavailable'];
const CODE = /^[\w.~-]{1,256}$/;
const USID = /^[\w.~-]{1,128}$/;

/**
 * Reads the code out of the address that SLAS would send a browser to. Nobody is sent there.
 *
 * @param location Absolute URL of the `redirect_uri`, untrusted.
 * @throws {SlasError} `ERR_SLAS_MALFORMED_ANSWER` on another address, e.g. the sign-in page of an identity provider,
 *   and without a code; `ERR_SLAS_REFUSED` or `ERR_SLAS_UNAVAILABLE` where it holds an error.
 */
export function parseAuthorizationCode(
  name: string,
  location: string | null,
  redirectUri: string,
): AuthorizationCode {
  const url = URL.parse(location ?? '');
  if (!url || !isSamePlace(url, new URL(redirectUri))) {
    throw malformedAnswer(name, '"Location" expected the redirect_uri');
  }
  const error = url.searchParams.get('error');
  if (error !== null) {
    const isPassing = PASSING_ERRORS.includes(error);
    const code = isPassing ? 'ERR_SLAS_UNAVAILABLE' : 'ERR_SLAS_REFUSED';
    throw new SlasError(code, `${name} answered with an error in its redirect`, { status: 303 });
  }
  const code = onlyValue(url, 'code', CODE);
  const usid = onlyValue(url, 'usid', USID);
  if (code && usid) return { code, usid };
  throw malformedAnswer(name, '"Location" expected a code and a usid');
}

function isSamePlace(url: URL, expected: URL): boolean {
  const placeOf = ({ protocol, username, password, host, pathname }: URL): string =>
    JSON.stringify([protocol, username, password, host, pathname]);
  return placeOf(url) === placeOf(expected);
}

function onlyValue(url: URL, name: string, pattern: RegExp): string | null {
  const [value = '', ...more] = url.searchParams.getAll(name);
  return more.length === 0 && pattern.test(value) ? value : null;
}
