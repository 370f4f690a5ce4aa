import { HOUR, SECOND } from '../core/duration.ts';

/** Life of a token: one redirect, on clocks that differ a little (ASVS 5 §10.4.3, L3: at most a minute). */
export const TOKEN_TTL_SECONDS: number = 60 * SECOND;
/** By how much the clocks of the two domains may differ, either way. */
export const CLOCK_SKEW_SECONDS: number = 15 * SECOND;
/** For how long a token may be accepted after it was made, on whichever clock: what it needs is kept that long. */
export const TOKEN_KEPT_SECONDS: number = TOKEN_TTL_SECONDS + 2 * CLOCK_SKEW_SECONDS;
/** Life of a flow's verifier cookie: a token's life and a pause before it. */
export const VERIFIER_TTL_SECONDS: number = 120 * SECOND;
/** Flows a browser may have open at once; the oldest one gives way (HTTP 431 is the alternative). */
export const MAX_FLOWS = 5;
/** Characters of a token. Request lines of 8,000 octets pass everywhere (RFC 9110 §4.1). */
export const MAX_TOKEN_CHARACTERS = 6_000;
/** Characters of a token beyond which its state is parked, unless configured otherwise: every URL of this length passes. */
export const DEFAULT_INLINE_CHARACTERS = 2_000;
/** Bytes of an answer with a parked state; the largest state, sealed, has about 87,500. */
export const MAX_PARKED_BYTES: number = 96 * 1024;
/** How long the answer with a parked state may take. */
export const PARKED_TIMEOUT_SECONDS: number = 3 * SECOND;
/** How often a parked state is asked for before the hand-off is given up; the shopper may try again. */
export const PARKED_ATTEMPTS = 2;
/** Restarts of an expired hand-off within `RESTART_WINDOW_SECONDS`. */
export const MAX_RESTARTS = 2;
/** See `MAX_RESTARTS`. */
export const RESTART_WINDOW_SECONDS: number = 30 * SECOND;
/** An epoch may be this far ahead of our clock, in milliseconds like the epoch itself. Further is poison. */
export const MAX_EPOCH_LEAD_MILLISECONDS: number = 24 * HOUR * 1000;
/** Characters of a return path. */
export const MAX_RETURN_CHARACTERS = 512;

/** Prefix of the verifier cookies, one per flow. */
export const FLOW_COOKIE_PREFIX = 'bridge-flow-';
/** Counts restarts. */
export const RESTART_COOKIE = 'bridge-restarts';
/** On checkout: the handle by which the shop is told of an order. */
export const RETURN_COOKIE = 'bridge-return';
