import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Clock } from '../../core/clock.ts';
import { RequestError } from '../../core/request-error.ts';
import { WindowCounts } from './window-counts.ts';

/** Counts requests, and refuses those that are too many: `too_many_requests`, 429. */
export interface HookLimiter {
  /** Counts the request. */
  readonly count: RequestHandler;
}

/** What a limiter is made of. */
export interface HookLimiterOptions {
  /** How many of one key are let through in a minute. */
  readonly perMinute: number;
  /** Whose request it is. */
  readonly keyOf: (req: Request, res: Response) => string;
  readonly clock: Clock;
}

/** Bits of an IPv6 address that name a network; the others its holder picks at will (RFC 4291 §2.5.1). */
const NETWORK_BITS = 64;

/** Makes a limiter that counts in the memory of this process: of several, each lets so many through. */
export function createHookLimiter({ perMinute, keyOf, clock }: HookLimiterOptions): HookLimiter {
  const counts = new WindowCounts(clock);
  const tooMany = (key: string): RequestError => {
    const seconds = Math.ceil((counts.get(key).resetTime.getTime() - clock()) / 1000);
    return new RequestError(429, 'too_many_requests', 'Too many requests in a minute.', seconds);
  };
  return {
    count: rateLimit({
      store: counts,
      limit: perMinute,
      keyGenerator: keyOf,
      handler: (req, res, next) => next(tooMany(keyOf(req, res))),
      standardHeaders: false,
      legacyHeaders: false,
      // They write to the console what the log of the app says better.
      validate: false,
    }),
  };
}

/** The part of the caller's address that one caller cannot change at will. */
export function addressBlockOf(req: Request): string {
  return ipKeyGenerator(req.ip ?? '', NETWORK_BITS);
}
