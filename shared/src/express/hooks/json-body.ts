import { isUtf8 } from 'node:buffer';
import { decode } from 'cborg/json';
import type { Request, RequestHandler } from 'express';
import { compareText } from '../../core/bytes.ts';
import { RequestError } from '../../core/request-error.ts';
import { readBody } from '../request-body.ts';

/** The members of a JSON object; null-prototype, so that no name means anything special. */
export type Fields = Readonly<Record<string, unknown>>;

/** Bytes of a body; the largest honest one has about 4,000. */
const BODY_LIMIT_BYTES = 16 * 1024;
/** Levels of a body; the deepest honest one has two. */
const MAX_DEPTH = 16;

/**
 * Reads a JSON object of up to 16 KiB; `req.body` is then of type `Fields`.
 *
 * Refuses what `readBody` refuses, a name that stands twice (`duplicate_parameter` 400) and whatever is not a
 * JSON object in UTF-8 (`malformed` 400).
 */
export function readJsonBody(): readonly RequestHandler[] {
  const types = ['application/json'];
  return [readBody({ types, maxBytes: BODY_LIMIT_BYTES, mayBeMissing: true }), parseBody];
}

/** The members that `readJsonBody` has read. */
export function fieldsOf(req: Request): Fields {
  return req.body as Fields;
}

/** One spelling of a JSON value for all that mean the same: names in order, no white space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  const members = entries.map(([name, each]) => `${JSON.stringify(name)}:${canonicalJson(each)}`);
  return `{${members.join()}}`;
}

const parseBody: RequestHandler = (req, _res, next) => {
  const bytes: Buffer = req.body;
  const value = decodeJson(bytes);
  if (!(value instanceof Map)) throw malformed();
  req.body = toPlain(value, MAX_DEPTH);
  next();
};

function decodeJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw malformed();
  try {
    return decode(bytes, { useMaps: true, rejectDuplicateMapKeys: true });
  } catch (error) {
    if (!/found repeat map key/.test(String(error))) throw malformed();
    throw new RequestError(400, 'duplicate_parameter', 'A name stands twice in one object.');
  }
}

/** @throws {RequestError} `malformed` on deeper nesting than any honest body has: walks may recurse safely. */
function toPlain(value: unknown, depth: number): unknown {
  if (typeof value === 'object' && value !== null && depth === 0) throw malformed();
  if (Array.isArray(value)) return value.map((each) => toPlain(each, depth - 1));
  if (!(value instanceof Map)) return value;
  const fields: Record<string, unknown> = Object.create(null);
  for (const [name, each] of value) fields[String(name)] = toPlain(each, depth - 1);
  return fields;
}

function malformed(): RequestError {
  return new RequestError(
    400,
    'malformed',
    'The body could not be read: it has to be a JSON object.',
  );
}
