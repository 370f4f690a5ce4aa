import { type RequestHandler, Router } from 'express';
import { RequestError } from '../../core/request-error.ts';
import {
  CONFIGURATION_PATH,
  JWKS_PATH,
  POLL_PATH,
  STATUS_PATH,
  VERIFICATION_PATH,
} from '../../invalidation/endpoints.ts';
import { publicJwks } from '../../invalidation/signing-keys.ts';
import type { Transmitter } from '../../invalidation/transmitter.ts';
import { jsonOf, readBody } from '../request-body.ts';
import { refuseOtherMethods, setNoStore } from './methods.ts';
import { type PeerGuardOptions, requirePeer } from './peer-guard.ts';
import { writeConfiguration } from './ssf-configuration.ts';
import { changeStatus, showStatus } from './status-handlers.ts';

/** What the router is made of. */
export interface TransmitterRouterOptions {
  readonly transmitter: Transmitter;
  readonly guard: PeerGuardOptions;
}

const MAX_BODY_BYTES = 64 * 1024;
/** Five minutes: a key is published for longer before it signs. */
const PUBLIC_ANSWER = { 'Cache-Control': 'public, max-age=300' };

/**
 * Checkout's end of the delivery: what anybody may know at `/.well-known/ssf-configuration` and
 * `/.well-known/jwks.json`; for the other server alone the polls (RFC 8936), the status of the stream and its
 * verification (SSF 1.0). Mount it before any body parser.
 */
export function createTransmitterRouter({ transmitter, guard }: TransmitterRouterOptions): Router {
  const router = Router();
  const posted = [
    setNoStore,
    readBody({ types: ['application/json'], maxBytes: MAX_BODY_BYTES }),
    requirePeer(guard),
  ];
  const configuration = writeConfiguration(transmitter.issuer);
  const known: readonly (readonly [string, () => object])[] = [
    [CONFIGURATION_PATH, () => configuration],
    // Anew for each request: keys are replaced while the server runs.
    [JWKS_PATH, () => publicJwks(transmitter.keys)],
  ];
  for (const [path, document] of known) {
    const show: RequestHandler = (_req, res) => void res.set(PUBLIC_ANSWER).json(document());
    router.route(path).get(show).all(refuseOtherMethods('GET'));
  }
  router
    .route(POLL_PATH)
    .post(...posted, answerPoll(transmitter))
    .all(refuseOtherMethods('POST'));
  router
    .route(VERIFICATION_PATH)
    .post(...posted, verifyStream(transmitter))
    .all(refuseOtherMethods('POST'));
  router
    .route(STATUS_PATH)
    .get(setNoStore, requirePeer(guard), showStatus(transmitter))
    .post(...posted, changeStatus(transmitter))
    .all(refuseOtherMethods('GET', 'POST'));
  return router;
}

function answerPoll(transmitter: Transmitter): RequestHandler {
  return async function answerPollHandler(req, res) {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    const outcome = await transmitter.answerPoll(jsonOf(req), gone.signal);
    switch (outcome.kind) {
      case 'answered':
        return void res.json(outcome.answer);
      case 'malformed':
        throw malformed();
      case 'not_enabled':
        throw new RequestError(409, 'stream_not_enabled', `The stream is ${outcome.status}.`);
    }
  };
}

function verifyStream(transmitter: Transmitter): RequestHandler {
  return function verifyStreamHandler(req, res) {
    const outcome = transmitter.verifyStream(jsonOf(req));
    switch (outcome.kind) {
      case 'accepted':
        return void res.status(204).end();
      case 'malformed':
        throw malformed();
      case 'unknown_stream':
        throw new RequestError(404, 'unknown_stream', 'There is no such stream.');
      case 'too_soon': {
        const detail = 'The stream was verified just now.';
        throw new RequestError(429, 'too_many_requests', detail, outcome.retryAfterSeconds);
      }
    }
  };
}

function malformed(): RequestError {
  return new RequestError(400, 'malformed', 'The request could not be understood.');
}
