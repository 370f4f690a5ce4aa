import { decode } from 'cborg/json';
import { RequestError } from 'domain-bridge/errors';
import { readBody } from 'domain-bridge/express';
import type { Request, RequestHandler } from 'express';

/** Bytes of a request body. The largest honest one, a line with 8 options, has about 1,500. */
const BODY_LIMIT_BYTES = 16 * 1024;
const JSON_TYPE = 'application/json';
/** Levels of a JSON body; the deepest honest one, a line with options, has two. */
const MAX_DEPTH = 16;
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** The fields of a body, JSON or form; null-prototype, so that no name means anything special. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads bodies: JSON objects and urlencoded forms, up to 16 KiB. `req.body` is then of type `Fields`.
 * Refuses other types and encoded ones (`unsupported_type` 415), larger ones (`too_large` 413), names that stand twice
 * (`duplicate_parameter` 400) and what is not an object (`malformed` 400).
 */
export function readBodies(): readonly RequestHandler[] {
  const types = [JSON_TYPE, FORM_TYPE];
  return [readBody({ types, maxBytes: BODY_LIMIT_BYTES, mayBeMissing: true }), parseFields];
}

/** Whether the body is a form, sent by a page without script. */
export function isForm(req: Request): boolean {
  return Boolean(req.is(FORM_TYPE));
}

/** Refuses a query in which a name stands twice: `duplicate_parameter` 400. */
export const refuseDuplicateQuery: RequestHandler = (req, _res, next) => {
  const at = req.originalUrl.indexOf('?');
  parsePairs(at < 0 ? '' : req.originalUrl.slice(at));
  next();
};

/** Refuses bodies that are neither JSON nor a form, unread: `unsupported_type` 415. */
export const refuseOtherTypes: RequestHandler = (req, _res, next) => {
  // `req.is` answers null where there is no body at all, false where it is of another type.
  const unsupported = req.is([JSON_TYPE, FORM_TYPE]) === false && hasBody(req);
  const answer = 'The body has to be JSON or a form.';
  next(unsupported ? new RequestError(415, 'unsupported_type', answer) : undefined);
};

const parseFields: RequestHandler = (req, _res, next) => {
  const bytes: Buffer = req.body;
  req.body = isForm(req) ? fromEntries(parsePairs(bytes.toString())) : parseJson(bytes);
  next();
};

function parseJson(bytes: Buffer): Fields {
  // Clients name the type of their bodies also where there is none.
  if (bytes.length === 0) return fromEntries([]);
  const value = decodeJson(bytes);
  if (!(value instanceof Map)) throw malformed();
  return toPlain(value, MAX_DEPTH) as Fields;
}

function decodeJson(bytes: Buffer): unknown {
  try {
    return decode(bytes, { useMaps: true, rejectDuplicateMapKeys: true });
  } catch (error) {
    throw /found repeat map key/.test(String(error)) ? duplicate() : malformed();
  }
}

/** Out of maps and pairs, because a name like `__proto__` is a name there and nothing else. */
function fromEntries(entries: readonly (readonly [unknown, unknown])[]): Fields {
  const fields: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) fields[String(name)] = value;
  return fields;
}

/** @throws {RequestError} `malformed` on deeper nesting than any honest body has: walks may recurse safely. */
function toPlain(value: unknown, depth: number): unknown {
  if (typeof value === 'object' && value !== null && depth === 0) throw malformed();
  if (Array.isArray(value)) return value.map((each) => toPlain(each, depth - 1));
  if (!(value instanceof Map)) return value;
  return fromEntries([...value].map(([name, each]) => [name, toPlain(each, depth - 1)] as const));
}

function parsePairs(text: string): readonly (readonly [string, string])[] {
  const pairs = [...new URLSearchParams(text)];
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw duplicate();
  return pairs;
}

function hasBody(req: Request): boolean {
  return 'transfer-encoding' in req.headers || Number(req.headers['content-length'] ?? 0) > 0;
}

function malformed(): RequestError {
  return new RequestError(400, 'malformed', 'The body could not be read.');
}

function duplicate(): RequestError {
  return new RequestError(400, 'duplicate_parameter', 'A parameter stands there twice.');
}
