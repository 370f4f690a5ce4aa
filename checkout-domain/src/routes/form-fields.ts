import { type Fields, isForm } from '@domain-bridge/storefront/api';
import { RequestError } from 'domain-bridge/errors';
import type { Request } from 'express';

/** The fields of a request's body. */
export function fieldsOf(req: Request): Fields {
  return (req.body ?? {}) as Fields;
}

/** A field that is a text; empty when it is not there, or is something else. */
export function textOf(req: Request, name: string): string {
  const value = fieldsOf(req)[name];
  return typeof value === 'string' ? value : '';
}

/**
 * A field that is yes or no: `true` or `false` in JSON, the `yes` of a ticked box in a form. Left out: no.
 *
 * @throws {RequestError} `malformed` 400 on anything else: a slip must not turn a yes into a no.
 */
export function flagOf(req: Request, name: string): boolean {
  const value = fieldsOf(req)[name] ?? false;
  if (isForm(req) && value === 'yes') return true;
  if (typeof value === 'boolean') return value;
  throw new RequestError(400, 'malformed', 'A field that is yes or no has another value.');
}
