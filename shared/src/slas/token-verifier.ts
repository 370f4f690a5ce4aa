import { compactVerify, errors } from 'jose';
import { type Clock, nowSeconds } from '../core/clock.ts';
import { DAY, HOUR, MINUTE } from '../core/duration.ts';
import type { Scheduler } from '../core/scheduler.ts';
import type { PeerFetch } from '../peer/bounded-fetch.ts';
import { createIssuerKeys, type IssuerKeys, IssuerKeysUnknown } from '../peer/issuer-keys.ts';
import { SlasError } from './errors.ts';
import type { ShopperClaims } from './shopper-claims.ts';
import { decodeShopperToken } from './shopper-token.ts';
import { tenantOf } from './slas-settings.ts';
import { createTokenCache, tokenKey } from './token-cache.ts';

/** Verifies access tokens, each of them once. */
export interface TokenVerifier {
  /**
   * Verifies a token that came from a browser: who signed it, for whom, and until when.
   *
   * @throws {SlasError} `ERR_SLAS_INVALID_ACCESS_TOKEN` on a token that is not good, or no more; `ERR_SLAS_UNAVAILABLE`
   *   where the keys cannot be had, so that nothing is known about it.
   */
  verify(jwt: string): Promise<ShopperClaims>;
  /**
   * Believes a token that came straight from SLAS over a call of our own, so that it costs no verification.
   *
   * @throws {SlasError} `ERR_SLAS_INVALID_ACCESS_TOKEN` on one that cannot be read.
   */
  trust(jwt: string): ShopperClaims;
}

/** What a verifier is made of. */
export interface TokenVerifierOptions {
  /** `jwksUrlOf(commerce)`; what a token says about keys is never followed. */
  readonly jwksUrl: string;
  /** `f_ecom_<realm>_<instance>`: a token names its tenant as issuer, audience and subject. */
  readonly organizationId: string;
  /** Site that a token must be for. Default: any. */
  readonly siteId?: string;
  /** SLAS client that a token must have been given to: another one of the same site has other scopes. Default: any. */
  readonly clientId?: string;
  readonly fetch: PeerFetch;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  /** Tokens that are remembered. Default: 10,000, about 5 MB. */
  readonly maxTokens?: number;
}

const ALGORITHM = 'ES256';
const MAX_TOKENS = 10_000;
/** `nbf` lies in the future where our clock is late. The end of a token is not stretched: it only ends earlier or later. */
const NOT_BEFORE_TOLERANCE_SECONDS = 5 * MINUTE;
/** How long a forged token is known as one. */
const BAD_SECONDS = MINUTE;
/** SLAS answers its keys 25 times a minute and wants them kept for about a day. */
const KEYS = { cooldownSeconds: 30, refreshSeconds: HOUR, maxAgeSeconds: DAY };

/**
 * Makes a verifier.
 *
 * @throws {TypeError} On what is no organization id.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { jwksUrl, fetch, scheduler, clock, maxTokens = MAX_TOKENS } = options;
  const isOurs = createIssuerCheck(options);
  const keys = createIssuerKeys({ url: jwksUrl, fetch, scheduler, ...KEYS });
  const good = createTokenCache<ShopperClaims>(maxTokens);
  // Apart from the good ones, so that a flood of forged tokens drives none of them out.
  const bad = createTokenCache<true>(maxTokens);

  /** What costs nothing comes first; the signature is asked for a token that would be good with it. */
  async function judge(jwt: string, key: string, now: number): Promise<ShopperClaims> {
    const claims = decodeShopperToken(jwt);
    if (!claims) throw invalidToken('the access token cannot be read');
    if (!isOurs(claims)) throw invalidToken('the access token is for somebody else');
    if (claims.expiresAt <= now) throw invalidToken('the access token has expired');
    if (claims.notBefore > now + NOT_BEFORE_TOLERANCE_SECONDS) {
      throw invalidToken('the access token is not good yet');
    }
    if (bad.get(key, now)) throw invalidToken('the access token is known as a forged one');
    await checkSignature(jwt, keys).catch((error: unknown) => {
      if (isForged(error)) bad.set(key, true, now + BAD_SECONDS);
      throw error;
    });
    return claims;
  }

  return {
    async verify(jwt) {
      const now = nowSeconds(clock);
      const key = tokenKey(jwt);
      const known = good.get(key, now);
      if (known) return known;
      const claims = await judge(jwt, key, now);
      good.set(key, claims, claims.expiresAt);
      return claims;
    },
    trust(jwt) {
      const claims = decodeShopperToken(jwt);
      if (!claims) throw invalidToken('the access token cannot be read');
      good.set(tokenKey(jwt), claims, claims.expiresAt);
      return claims;
    },
  };
}

async function checkSignature(jwt: string, keys: IssuerKeys): Promise<void> {
  try {
    await compactVerify(jwt, keys, { algorithms: [ALGORITHM] });
  } catch (cause) {
    if (isOfTheToken(cause)) throw invalidToken('the access token is not authentic', cause);
    const message = 'the keys of SLAS are not to be had';
    throw new SlasError('ERR_SLAS_UNAVAILABLE', message, { cause });
  }
}

/** Errors of jose that the token itself is the reason for. */
function isOfTheToken(error: unknown): boolean {
  if (error instanceof IssuerKeysUnknown) return false;
  return [
    errors.JWSSignatureVerificationFailed,
    errors.JWSInvalid,
    errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported,
    errors.JWKSNoMatchingKey,
    errors.JWKSMultipleMatchingKeys,
  ].some((kind) => error instanceof kind);
}

/** An unknown key costs no verification and may be published any moment; everything else stays what it is. */
function isForged(error: unknown): boolean {
  if (!(error instanceof SlasError) || error.code !== 'ERR_SLAS_INVALID_ACCESS_TOKEN') return false;
  return !(error.cause instanceof errors.JWKSNoMatchingKey);
}

/** `iss` is `slas/{pod}/{tenant}`, `aud` `commercecloud/{pod}/{tenant}`; the pod is `prod` or another. */
function createIssuerCheck({
  organizationId,
  siteId,
  clientId,
}: TokenVerifierOptions): (claims: ShopperClaims) => boolean {
  const tenant = tenantOf(organizationId);
  const issuerPattern = new RegExp(`^slas/[\\w-]{1,32}/${tenant}$`);
  const audiencePattern = new RegExp(`^commercecloud/[\\w-]{1,32}/${tenant}$`);
  return ({ issuer, audience, channelId, ...claims }) =>
    issuerPattern.test(issuer) &&
    audiencePattern.test(audience) &&
    claims.tenant === tenant &&
    (siteId === undefined || channelId === siteId) &&
    (clientId === undefined || claims.clientId === clientId);
}

function invalidToken(message: string, cause?: unknown): SlasError {
  return new SlasError('ERR_SLAS_INVALID_ACCESS_TOKEN', message, { cause });
}
