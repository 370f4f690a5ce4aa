import type { PeerAnswer } from '../peer/bounded-fetch.ts';
import { MAX_POLL_EVENTS } from './constants.ts';
import { type Cursor, parseCursor } from './feed.ts';

/** An answer of the transmitter, in shape; its events are unchecked. */
export interface ReceivedAnswer {
  /** Untrusted events by the id that they should have. */
  readonly sets: readonly (readonly [jti: string, jwt: string])[];
  readonly moreAvailable: boolean;
  readonly cursor: Cursor;
}

/** Reads the answer to a poll with a cursor. Instead of any other, one word for what it is. */
export function parsePollAnswer({ status, body }: PeerAnswer): ReceivedAnswer | string {
  if (status !== 200) return `status_${status}`;
  const { sets, moreAvailable = false, cursor } = parseFields(body);
  const place = parseCursor(cursor);
  const events = parseSets(sets);
  const wellFormed = place && events && typeof moreAvailable === 'boolean';
  return wellFormed ? { sets: events, moreAvailable, cursor: place } : 'malformed';
}

function parseSets(sets: unknown): ReceivedAnswer['sets'] | null {
  if (typeof sets !== 'object' || sets === null || Array.isArray(sets)) return null;
  const entries = Object.entries(sets as Record<string, unknown>);
  return entries.length <= MAX_POLL_EVENTS && areTexts(entries) ? entries : null;
}

function areTexts(
  entries: readonly (readonly [string, unknown])[],
): entries is readonly (readonly [string, string])[] {
  return entries.every(([, jwt]) => typeof jwt === 'string');
}

function parseFields(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
