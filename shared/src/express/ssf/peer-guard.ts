import type { Request, RequestHandler } from 'express';
import type { Clock } from '../../core/clock.ts';
import { RequestError } from '../../core/request-error.ts';
import type { Sealer } from '../../crypto/sealer.ts';
import { PEER_SCHEME } from '../../peer/constants.ts';
import { PeerError } from '../../peer/errors.ts';
import { openPeerCredential, type PeerClaims } from '../../peer/peer-credential.ts';

/** What calls of the other server are checked with. */
export interface PeerGuardOptions {
  /** Opens what is sealed for us: `createPeerSealer` with our own side as the receiver. */
  readonly sealer: Sealer;
  /** Where used credentials are remembered; a `ReplayStore` is one. */
  readonly claims: PeerClaims;
  readonly clock: Clock;
}

/**
 * Lets calls of the other server pass and answers 401 `invalid_credential` to everybody else: one answer for all
 * reasons. Covers `req.body`, so it stands behind `readBody`, or where there is no body.
 */
export function requirePeer(options: PeerGuardOptions): RequestHandler {
  return async function requirePeerMiddleware(req, res, next) {
    const call = { method: req.method, path: req.originalUrl, body: bodyOf(req) };
    try {
      await openPeerCredential(req.headers.authorization, call, options);
    } catch (cause) {
      if (!(cause instanceof PeerError)) throw cause;
      res.set('WWW-Authenticate', PEER_SCHEME);
      const detail = 'Only the other server of this store may ask this.';
      throw Object.assign(new RequestError(401, 'invalid_credential', detail), { cause });
    }
    next();
  };
}

function bodyOf(req: Request): Uint8Array {
  return Buffer.isBuffer(req.body) ? req.body : new Uint8Array(0);
}
