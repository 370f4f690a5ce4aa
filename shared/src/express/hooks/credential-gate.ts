import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Clock } from '../../core/clock.ts';
import { RequestError } from '../../core/request-error.ts';
import type { AuditTrail } from '../../invalidation/audit.ts';
import { findCredential, type HookCredential } from '../../invalidation/hook-tokens.ts';
import { setCaller } from './hook-caller.ts';
import { addressBlockOf, type HookLimiter } from './hook-limiter.ts';
import { HOOKS_PATH } from './hook-route.ts';
import { WindowCounts } from './window-counts.ts';

/** What the gate is made of. */
export interface CredentialGateOptions {
  readonly credentials: readonly HookCredential[];
  /** Counts refused credentials by address block. */
  readonly failures: HookLimiter;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

/** Refused credentials in the audit trail, in a minute: so many of all together, and one of each address block. */
const AUDITED_PER_MINUTE = 60;
const EVERYBODY = 'everybody';
/** RFC 6750 §3.1: who sent no credential is told no error. */
const CHALLENGE = 'Bearer';
const REFUSED_CHALLENGE = 'Bearer error="invalid_token"';

/**
 * Lets requests through that carry one of the credentials: `invalid_token`, 401, one answer for a missing and a
 * wrong one. A block of addresses that fails too often hears 429 in its place. A right credential passes in any
 * case: strangers behind the same address must not keep an administrator from ending sessions.
 */
export function createCredentialGate(options: CredentialGateOptions): readonly RequestHandler[] {
  const { credentials, failures, audit, clock } = options;
  const audited = new WindowCounts(clock);

  /** Guessers must not fill the trail; that somebody guesses is what it has to say. */
  async function remember(block: string): Promise<void> {
    if (audited.increment(block).totalHits > 1) return;
    if (audited.increment(EVERYBODY).totalHits > AUDITED_PER_MINUTE) return;
    const code = 'invalid_token';
    await audit.refuse({ actor: 'unknown', initiatingEntity: 'system', code, note: HOOKS_PATH });
  }

  async function authenticateHook(req: Request, res: Response, next: NextFunction): Promise<void> {
    const { authorization } = req.headers;
    const credential = findCredential(credentials, authorization);
    if (credential) {
      setCaller(res, credential);
      return next();
    }
    const tooMany = await new Promise((resolve) => failures.count(req, res, resolve));
    if (tooMany) throw tooMany;
    if (authorization !== undefined) await remember(addressBlockOf(req));
    res.set('WWW-Authenticate', authorization === undefined ? CHALLENGE : REFUSED_CHALLENGE);
    throw new RequestError(401, 'invalid_token', 'A valid bearer token is needed.');
  }
  return [authenticateHook];
}
