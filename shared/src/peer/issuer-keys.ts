import { type CompactVerifyGetKey, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import { MINUTE, SECOND } from '../core/duration.ts';
import type { Scheduler } from '../core/scheduler.ts';
import { boundedFetch, type PeerFetch } from './bounded-fetch.ts';

/** Finds the key that a token says it is signed with; rejects where there is none. */
export type IssuerKeys = CompactVerifyGetKey;

/** Where the keys of an issuer come from. */
export interface IssuerKeysOptions {
  /** The issuer's JWKS, pinned: what a token says about keys is never followed. */
  readonly url: string;
  readonly fetch: PeerFetch;
  readonly scheduler: Scheduler;
  /** Least time from one request to the next, so that a flood of made-up kids floods nobody. Default: 5 s. */
  readonly cooldownSeconds?: number;
  /** After how long a key that was taken away is believed no more. Default: 10 minutes. */
  readonly maxAgeSeconds?: number;
  /**
   * After how long the keys are asked for again while the old ones go on, so that a short outage of the issuer is
   * none here. Default: not before `maxAgeSeconds`.
   */
  readonly refreshSeconds?: number;
}

/** No key is known to judge a token by: it may be good. */
export class IssuerKeysUnknown extends errors.JWKSNoMatchingKey {}

const JWKS_TIMEOUT_SECONDS = 5 * SECOND;
const MAX_JWKS_BYTES = 64 * 1024;

/**
 * Keys of an issuer, fetched when one is asked for that is not known and now and then anyway.
 *
 * Not `createRemoteJWKSet` of jose: that counts its cooldown on the wall clock, which a clock set back makes
 * longer by as much, and begins none after a request that failed.
 */
export function createIssuerKeys(options: IssuerKeysOptions): IssuerKeys {
  const { scheduler, cooldownSeconds = 5 * SECOND, maxAgeSeconds = 10 * MINUTE } = options;
  const { refreshSeconds = maxAgeSeconds } = options;
  let known: IssuerKeys | null = null;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | null = null;

  const isOlder = (at: number, seconds: number): boolean => scheduler.now() - at >= seconds * 1000;

  async function ask(): Promise<void> {
    const startedAt = scheduler.now();
    known = createLocalJWKSet(await fetchJwks(options));
    fetchedAt = startedAt;
  }
  /** Asks, unless it was just done; who comes meanwhile waits for the same answer. */
  async function refresh(): Promise<void> {
    if (!pending && !isOlder(askedAt, cooldownSeconds)) return;
    if (!pending) askedAt = scheduler.now();
    pending ??= ask().finally(() => {
      pending = null;
    });
    await pending;
  }

  return async function findIssuerKey(header, token) {
    if (isOlder(fetchedAt, maxAgeSeconds)) await refresh();
    // Nobody waits for what is not needed yet, and its failure is nobody's.
    else if (isOlder(fetchedAt, refreshSeconds)) refresh().catch(() => {});
    if (isOlder(fetchedAt, maxAgeSeconds) || !known) throw new IssuerKeysUnknown();
    try {
      return await known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      return known(header, token);
    }
  };
}

async function fetchJwks({ url, fetch, scheduler }: IssuerKeysOptions): Promise<JSONWebKeySet> {
  const { status, body } = await boundedFetch(fetch, scheduler, {
    url,
    method: 'GET',
    headers: { accept: 'application/jwk-set+json, application/json' },
    timeoutSeconds: JWKS_TIMEOUT_SECONDS,
    maxBytes: MAX_JWKS_BYTES,
  });
  if (status !== 200) throw new errors.JWKSInvalid(`the issuer answered ${status}`);
  return JSON.parse(body);
}
