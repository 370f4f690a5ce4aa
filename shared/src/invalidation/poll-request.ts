import { MAX_POLL_EVENTS, POLL_HOLD_SECONDS } from './constants.ts';
import { type Cursor, parseCursor } from './feed.ts';

/** A poll (RFC 8936 §2.2), with members of our own that others pass over. */
export interface PollRequest {
  /** Events in the answer, 0–500; 0 acknowledges alone. Default: 500. */
  readonly maxEvents: number;
  /** Whether to answer also when there is nothing to tell. Default: false. */
  readonly returnImmediately: boolean;
  /** `jti` of events that are taken care of. */
  readonly ack: readonly string[];
  /** `jti` of events that were refused, with the code. */
  readonly setErrs: ReadonlyMap<string, string>;
  /** Ours: how far the receiver is. Null: nowhere. Undefined: it counts by `ack`, as RFC 8936 has it. */
  readonly cursor: Cursor | null | undefined;
  /** Ours: the highest epoch the receiver knows, for when the history of this side is lost. Default: 0. */
  readonly highestEpoch: number;
  /** Ours: how long the receiver can wait, because its lease is its own. Default, and at most: 10 s. */
  readonly holdSeconds: number;
}

/** Reads the body of a poll; null on any other shape. Unknown members are passed over. */
export function parsePollRequest(body: unknown): PollRequest | null {
  const fields = fieldsOf(body);
  if (!fields) return null;
  const { maxEvents = MAX_POLL_EVENTS, returnImmediately = false, ack = [] } = fields;
  const { highest_epoch: highestEpoch = 0, hold_seconds: holdSeconds = POLL_HOLD_SECONDS } = fields;
  const setErrs = parseErrors(fields.setErrs);
  const cursor = parsePlace(fields.cursor);
  const wellFormed =
    isCount(maxEvents) &&
    typeof returnImmediately === 'boolean' &&
    isTexts(ack) &&
    isCount(highestEpoch) &&
    isCount(holdSeconds);
  if (!wellFormed || setErrs === null || cursor === 'malformed') return null;
  return {
    maxEvents: Math.min(maxEvents, MAX_POLL_EVENTS),
    returnImmediately,
    ack,
    setErrs,
    cursor,
    highestEpoch,
    holdSeconds: Math.min(holdSeconds, POLL_HOLD_SECONDS),
  };
}

function parsePlace(value: unknown): Cursor | null | undefined | 'malformed' {
  return value === undefined || value === null ? value : (parseCursor(value) ?? 'malformed');
}

function parseErrors(value: unknown = {}): ReadonlyMap<string, string> | null {
  const errors = fieldsOf(value);
  if (!errors) return null;
  const codes = Object.entries(errors).map(([jti, error]) => [jti, fieldsOf(error)?.err] as const);
  return isCoded(codes) ? new Map(codes) : null;
}

function isCoded(
  codes: readonly (readonly [string, unknown])[],
): codes is readonly (readonly [string, string])[] {
  return codes.every(([, code]) => typeof code === 'string');
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
