import type { Request, RequestHandler, Response } from 'express';
import { RequestError } from '../core/request-error.ts';

/** Which bodies are taken. */
export interface BodyOptions {
  /** Media types, e.g. `application/json`; parameters are passed over. */
  readonly types: readonly string[];
  readonly maxBytes: number;
  /** Whether a request without a body passes, with an empty one. Default: false. */
  readonly mayBeMissing?: boolean;
}

/** Bytes of a refused body that Node takes off the wire after the answer, so that whoever sends them hears it. */
const MAX_LEFT_BYTES = 1024 * 1024;

/**
 * Reads a body into `req.body`, a `Buffer`: 415 `unsupported_type` for another type or any content encoding, 413
 * `too_large`. What is announced as too large is not read before the answer, and what turns out to be is not read
 * on: the parsers of Express would first take everything off the wire. Unless it was announced as 1 MiB at most, a
 * body that is refused ends the connection.
 */
export function readBody(options: BodyOptions): RequestHandler {
  return async function readBodyMiddleware(req, res, next) {
    req.body = await takeBody(req, res, options);
    next();
  };
}

/**
 * The body of a request, as `readBody` reads it.
 *
 * @throws {RequestError} 415 `unsupported_type`, 413 `too_large`, 400 `malformed` for one that is cut off.
 */
export async function takeBody(req: Request, res: Response, options: BodyOptions): Promise<Buffer> {
  const { maxBytes, mayBeMissing = false } = options;
  if (mayBeMissing && !hasBody(req)) return Buffer.alloc(0);
  const body = refuseUnread(req, options) ?? (await collect(req, maxBytes));
  if (!(body instanceof RequestError)) return body;
  if (!isSoonOver(req)) res.set('Connection', 'close');
  throw body;
}

function hasBody({ headers }: Request): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
}

function isSoonOver({ headers }: Request): boolean {
  return Number(headers['content-length'] ?? Number.NaN) <= MAX_LEFT_BYTES;
}

function refuseUnread({ headers }: Request, { types, maxBytes }: BodyOptions): RequestError | null {
  const [named = ''] = (headers['content-type'] ?? '').split(';', 1);
  if (!types.includes(named.trim().toLowerCase())) {
    return new RequestError(415, 'unsupported_type', `The body has to be ${types.join(' or ')}.`);
  }
  if (Number(headers['content-length'] ?? 0) > maxBytes) return tooLarge();
  // Decompressing would make 64 kB into anything.
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    return new RequestError(415, 'unsupported_type', 'The body must not be encoded.');
  }
  return null;
}

function tooLarge(): RequestError {
  return new RequestError(413, 'too_large', 'The request is too large.');
}

function collect(req: Request, maxBytes: number): Promise<Buffer | RequestError> {
  // Behind a parser there is nothing left, and the end would never come.
  if (req.readableEnded) throw new TypeError('mount the router before any body parser');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= maxBytes) return void chunks.push(chunk);
      req.off('data', take).pause();
      resolve(tooLarge());
    };
    req.on('data', take);
    req.once('end', () => resolve(Buffer.concat(chunks)));
    const cutOff = (): void => resolve(new RequestError(400, 'malformed', 'The body is cut off.'));
    req.once('close', cutOff);
    req.once('error', cutOff);
  });
}

/**
 * The body that `readBody` has read, as JSON.
 *
 * @throws {RequestError} 400 `malformed`.
 */
export function jsonOf(req: Request): unknown {
  const body: Buffer = req.body;
  try {
    return JSON.parse(body.toString());
  } catch {
    // Without the cause: its message quotes the body.
    throw new RequestError(400, 'malformed', 'The body has to be JSON.');
  }
}
