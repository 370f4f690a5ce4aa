import { DEFAULT_INLINE_CHARACTERS, MAX_TOKEN_CHARACTERS } from '../handoff/constants.ts';
import { MAX_COOKIE_BYTES, STATE_COOKIE_BYTES } from '../state/state-cookie.ts';
import type { BridgeOptions } from './bridge-options.ts';

/** How long what goes through a browser may get; what is longer stays in the store. */
export interface SizeLimits {
  /** Characters of a token beyond which its state is parked. */
  readonly inlineCharacters: number;
  /** Bytes of the state cookie, name included. */
  readonly cookieBytes: number;
}

/** Room for a cookie without its record. */
const LEAST_COOKIE_BYTES = 512;

/**
 * Reads the sizes among the options. Without a place to park at, a link is as long as links may be.
 *
 * @throws {RangeError} On one that is out of its range.
 */
export function readSizeLimits({
  stores,
  maxInlineCharacters = stores.parked ? DEFAULT_INLINE_CHARACTERS : MAX_TOKEN_CHARACTERS,
  maxCookieBytes = STATE_COOKIE_BYTES,
}: BridgeOptions): SizeLimits {
  checkRange('maxInlineCharacters', maxInlineCharacters, 0, MAX_TOKEN_CHARACTERS);
  checkRange('maxCookieBytes', maxCookieBytes, LEAST_COOKIE_BYTES, MAX_COOKIE_BYTES);
  return { inlineCharacters: maxInlineCharacters, cookieBytes: maxCookieBytes };
}

function checkRange(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`"${name}" expected ${least} to ${most}, got ${value}`);
}
