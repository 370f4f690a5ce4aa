import express, { type Request, type RequestHandler } from 'express';
import { RequestError } from '../../core/request-error.ts';

/**
 * Reads a body of one type, as it stands, into `req.body`; undefined where there is none.
 *
 * Refuses, in this order: another type (`unsupported_type` 415), more bytes (`too_large` 413; unread when the
 * length was announced), and an encoding (`unsupported_type` 415): inflated, a small body could be any size.
 */
export function readRawBody(type: string, limitBytes: number): readonly RequestHandler[] {
  return [
    refuseOtherType(type),
    refuseAnnouncedLength(limitBytes),
    express.raw({ type, limit: limitBytes, inflate: false }),
  ];
}

/** The bytes that were read. */
export function rawBodyOf(req: Request): Buffer {
  return Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
}

function refuseOtherType(type: string): RequestHandler {
  // `req.is` answers null where there is no body at all, false where it is of another type.
  return (req, _res, next) => {
    const wrong = req.is(type) === false;
    const detail = `The body has to be ${type}.`;
    next(wrong ? new RequestError(415, 'unsupported_type', detail) : undefined);
  };
}

/** The parser would read all of it before it answers. */
function refuseAnnouncedLength(limitBytes: number): RequestHandler {
  return (req, _res, next) => {
    const tooLong = Number(req.headers['content-length'] ?? 0) > limitBytes;
    next(tooLong ? new RequestError(413, 'too_large', 'The body is too large.') : undefined);
  };
}
