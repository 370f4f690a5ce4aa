import { errors, jwtVerify, SignJWT } from 'jose';
import { decodeBase64url } from '../core/base64url.ts';
import { MAX_TOKEN_CHARACTERS } from './constants.ts';
import { HandoffError } from './errors.ts';
import type { Parties, SignedClaims } from './signed-claims.ts';
import type { TokenKey } from './signing-key.ts';

/** The one algorithm: no header of a stranger decides how a token is verified (RFC 8725 §3.1). */
const ALGORITHM = 'HS256';
/** What keeps a token from being taken for an event or any other JWT, and the other way round (RFC 8725 §3.11). */
const TYPE = 'bridge+jwt';
/** The one spelling of a header, with a kid of its alphabet: nothing stands there that is not asked for. */
const HEADER = /^\{"alg":"HS256","typ":"bridge\+jwt","kid":"([A-Za-z0-9_-]{1,16})"\}$/;

/** What can be seen of a token before anything is computed. */
export interface UnverifiedJws {
  readonly kid: string;
  /** Bytes of the claims. */
  readonly payload: Uint8Array;
}

/** Signs claims as compact JWS (RFC 7515 §7.1). */
export function signClaims(claims: SignedClaims, { kid, secret }: TokenKey): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
    .sign(secret);
}

/**
 * Takes a token apart and verifies **nothing**: three parts, each in its one spelling (libraries take others), and
 * our header.
 *
 * @throws {HandoffError} `ERR_HANDOFF_MALFORMED` or `_VERSION`.
 */
export function takeApart(token: string): UnverifiedJws {
  if (token.length === 0 || token.length > MAX_TOKEN_CHARACTERS) {
    throw malformed(`a token of ${token.length} characters`);
  }
  const parts = token.split('.');
  if (parts.length === 1 && decodeBase64url(token)) {
    throw new HandoffError('ERR_HANDOFF_VERSION', 'an encrypted token came, expected a signed one');
  }
  const [header, payload, signature, ...more] = parts.map(decodeBase64url);
  if (!header || !payload || !signature || more.length > 0) throw malformed('no compact JWS');
  const kid = HEADER.exec(Buffer.from(header).toString('latin1'))?.[1];
  if (kid === undefined) throw new HandoffError('ERR_HANDOFF_VERSION', 'a JWS of another kind');
  return { kid, payload };
}

/**
 * Verifies a token that was taken apart: MAC, issuer and audience. Its times are for the caller to judge.
 *
 * @throws {HandoffError} `ERR_HANDOFF_NOT_AUTHENTIC`, or `ERR_HANDOFF_MALFORMED` where it holds no claims.
 */
export async function verifyClaims(
  token: string,
  { secret }: TokenKey,
  { iss: issuer, aud: audience }: Parties,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const options = { algorithms: [ALGORITHM], typ: TYPE, issuer, audience };
    return (await jwtVerify(token, secret, options)).payload;
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    const isForged =
      cause instanceof errors.JWSSignatureVerificationFailed ||
      (cause instanceof errors.JWTClaimValidationFailed && ['iss', 'aud'].includes(cause.claim));
    if (!isForged) throw malformed('the claims have another shape', { cause });
    throw new HandoffError('ERR_HANDOFF_NOT_AUTHENTIC', 'the token does not verify', { cause });
  }
}

function malformed(message: string, options?: ErrorOptions): HandoffError {
  return new HandoffError('ERR_HANDOFF_MALFORMED', message, options);
}
