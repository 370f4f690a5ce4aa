import type { InvalidationErrorCode } from './errors.ts';

/** RFC 8935 §2.4 and SSF 1.0 §8.1.4.1: what is wrong with an event. */
export type PushErrorCode =
  | 'invalid_request'
  | 'invalid_key'
  | 'invalid_issuer'
  | 'invalid_audience'
  | 'authentication_failed'
  | 'access_denied'
  | 'invalid_state';

/** The body of a refusal; the description is in English. */
export interface PushError {
  readonly err: PushErrorCode;
  readonly description: string;
}

const CODES = {
  ERR_EVENT_MALFORMED: 'invalid_request',
  ERR_EVENT_WRONG_TYPE: 'invalid_request',
  ERR_EVENT_NOT_ONE_EVENT: 'invalid_request',
  ERR_EVENT_UNKNOWN_EVENT: 'invalid_request',
  ERR_EVENT_EPOCH_OUT_OF_BOUNDS: 'invalid_request',
  ERR_EVENT_UNKNOWN_KEY: 'invalid_key',
  ERR_EVENT_NOT_AUTHENTIC: 'authentication_failed',
  ERR_EVENT_WRONG_ISSUER: 'invalid_issuer',
  ERR_EVENT_WRONG_AUDIENCE: 'invalid_audience',
  ERR_EVENT_WRONG_SUBJECT: 'access_denied',
  ERR_EVENT_WRONG_STATE: 'invalid_state',
} as const satisfies Record<InvalidationErrorCode, PushErrorCode>;

const DESCRIPTIONS: Readonly<Record<PushErrorCode, string>> = {
  invalid_request: 'The event could not be understood, or it is none that is taken here.',
  invalid_key: 'The key that the event names is not known here.',
  invalid_issuer: 'The issuer of the event is not the one of this stream.',
  invalid_audience: 'The event is for somebody else.',
  authentication_failed: 'The event is not signed by its issuer.',
  access_denied: 'The issuer may not speak for the subject of the event.',
  invalid_state: 'The state is not the one that was asked for.',
};

/** What the transmitter of an event is told. One sentence for each code: how it was found out is for our log. */
export function toPushError(code: InvalidationErrorCode): PushError {
  const err = CODES[code];
  return { err, description: DESCRIPTIONS[err] };
}

/** Whether a word is one of the codes. */
export function isPushErrorCode(word: unknown): word is PushErrorCode {
  return typeof word === 'string' && Object.hasOwn(DESCRIPTIONS, word);
}
