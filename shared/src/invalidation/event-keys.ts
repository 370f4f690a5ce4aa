import { type CompactVerifyGetKey, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import { MINUTE, SECOND } from '../core/duration.ts';
import type { Scheduler } from '../core/scheduler.ts';
import { boundedFetch, type PeerFetch } from '../peer/bounded-fetch.ts';
import { PEER_TIMEOUT_SECONDS } from './constants.ts';

/** Finds the key that an event says it is signed with; rejects where there is none. */
export type EventKeys = CompactVerifyGetKey;

/** Where the keys of an issuer come from. */
export interface EventKeysOptions {
  /** The issuer's JWKS, pinned: what an event says about keys is never followed. */
  readonly url: string;
  readonly fetch: PeerFetch;
  readonly scheduler: Scheduler;
  /** Least time from one request to the next, so that a flood of made-up kids floods nobody. Default: 5 s. */
  readonly cooldownSeconds?: number;
  /** After how long a key that was taken away is believed no more. Default: 10 minutes. */
  readonly maxAgeSeconds?: number;
}

const MAX_JWKS_BYTES = 64 * 1024;

/**
 * Keys of an issuer, fetched when one is asked for that is not known and now and then anyway.
 *
 * Not `createRemoteJWKSet` of jose: that counts its cooldown on the wall clock, which a clock set back makes
 * longer by as much, and begins none after a request that failed.
 */
export function createEventKeys(options: EventKeysOptions): EventKeys {
  const { scheduler, cooldownSeconds = 5 * SECOND, maxAgeSeconds = 10 * MINUTE } = options;
  let known: EventKeys | null = null;
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

  return async function findEventKey(header, token) {
    if (isOlder(fetchedAt, maxAgeSeconds)) await refresh();
    if (isOlder(fetchedAt, maxAgeSeconds) || !known) throw new errors.JWKSNoMatchingKey();
    try {
      return await known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      return known(header, token);
    }
  };
}

async function fetchJwks({ url, fetch, scheduler }: EventKeysOptions): Promise<JSONWebKeySet> {
  const { status, body } = await boundedFetch(fetch, scheduler, {
    url,
    method: 'GET',
    headers: { accept: 'application/jwk-set+json, application/json' },
    timeoutSeconds: PEER_TIMEOUT_SECONDS,
    maxBytes: MAX_JWKS_BYTES,
  });
  if (status !== 200) throw new errors.JWKSInvalid(`the issuer answered ${status}`);
  return JSON.parse(body);
}
