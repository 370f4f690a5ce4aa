import { MINUTE, SECOND } from '../core/duration.ts';

/** The scheme of the `Authorization` header on calls between the two servers. */
export const PEER_SCHEME = 'Bridge';
/** Lifetime of the credential on such a call. */
export const PEER_CREDENTIAL_SECONDS: number = MINUTE;
/** By how much the clocks of the two servers may differ, either way. */
export const PEER_SKEW_SECONDS: number = 15 * SECOND;
/** Bytes of an answer that are read; the largest honest one, a full page of a poll, has about 600,000. */
export const MAX_PEER_ANSWER_BYTES: number = 4 * 1024 * 1024;
