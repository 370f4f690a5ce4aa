import { DAY, HOUR } from '../core/duration.ts';

/** Beyond this an epoch is poison: it would end sessions that nobody has begun yet. In milliseconds. */
export const MAX_EPOCH_LEAD_MILLISECONDS: number = DAY * 1000;
/** Bytes of a pushed event; ours have about 700. */
export const MAX_EVENT_BYTES: number = 64 * 1024;
/** How long a poll is held when there is nothing to tell. */
export const POLL_HOLD_SECONDS = 10;
/** After how long without an answer a call of the other server has failed, on top of a hold. */
export const PEER_TIMEOUT_SECONDS = 5;
/** How long recognized sessions are believed after the last poll that brought everything. */
export const LEASE_SECONDS = 30;
/** Events in one answer of a poll. */
export const MAX_POLL_EVENTS = 500;
/** How long the key of a hook request is remembered. */
export const IDEMPOTENCY_SECONDS: number = 24 * HOUR;
/** How long an ended `sid` is kept: as long as a link may live. */
export const ENDED_SID_SECONDS: number = 400 * DAY;
