import type { BoundedAnswer } from '../peer/bounded-fetch.ts';
import { SlasError } from './errors.ts';

/** A JSON object, not yet looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Parses JSON; undefined where it is none. The parser's own error is dropped: it quotes what it could not read,
 * and that may hold a token.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The object that a body holds; null where it holds something else. */
export function parseFields(text: string): Fields | null {
  const value = parseJson(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : null;
}

/**
 * The object that an answer brought.
 *
 * @throws {SlasError} `ERR_SLAS_UNAVAILABLE` where it brought something else: then another server has answered.
 */
export function fieldsOf(name: string, { body, status }: BoundedAnswer): Fields {
  const fields = parseFields(body);
  if (fields) return fields;
  throw new SlasError('ERR_SLAS_UNAVAILABLE', `${name} answered ${status} without JSON`, {
    status,
  });
}

/** For an answer that came as it should and does not hold what it should. */
export function malformedAnswer(name: string, expected: string): SlasError {
  return new SlasError('ERR_SLAS_MALFORMED_ANSWER', `${name}: ${expected}`);
}

/**
 * A field that must be text.
 *
 * @throws {SlasError} `ERR_SLAS_MALFORMED_ANSWER` where it is missing, empty, longer, or holds more than what can
 *   be printed in ASCII, which cookies and headers take.
 */
export function textField(call: string, fields: Fields, field: string, maxLength: number): string {
  const value = fields[field];
  const isText = typeof value === 'string' && value.length <= maxLength && PRINTABLE.test(value);
  if (isText) return value;
  throw malformedAnswer(call, `"${field}" expected 1-${maxLength} printable characters`);
}

const PRINTABLE = /^[\x21-\x7e]+$/;

/** A field that may be missing; null then, and where it is empty or the word `null`, which SLAS writes for nothing. */
export function optionalField(fields: Fields, field: string): string | null {
  const value = fields[field];
  return typeof value === 'string' && value !== '' && value !== 'null' ? value : null;
}

/**
 * A field that must be a number of seconds above 0.
 *
 * @throws {SlasError} `ERR_SLAS_MALFORMED_ANSWER` on anything else.
 */
export function secondsField(call: string, fields: Fields, field: string): number {
  const value = fields[field];
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number;
  throw malformedAnswer(call, `"${field}" expected seconds above 0`);
}
