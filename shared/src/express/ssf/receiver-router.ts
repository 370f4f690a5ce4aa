import { type RequestHandler, Router } from 'express';
import { MAX_EVENT_BYTES } from '../../invalidation/constants.ts';
import { EVENTS_PATH } from '../../invalidation/endpoints.ts';
import { InvalidationError } from '../../invalidation/errors.ts';
import { toPushError } from '../../invalidation/push-error.ts';
import type { Receiver } from '../../invalidation/receiver.ts';
import { readBody } from '../request-body.ts';
import { refuseOtherMethods, setNoStore } from './methods.ts';
import { type PeerGuardOptions, requirePeer } from './peer-guard.ts';

/** What the router is made of. */
export interface ReceiverRouterOptions {
  readonly receiver: Pick<Receiver, 'receiveEvent'>;
  readonly guard: PeerGuardOptions;
  /** Is told why an event was refused; for the log. */
  readonly onRefused?: (error: InvalidationError) => void;
}

const EVENT_TYPE = 'application/secevent+jwt';

/**
 * Shopping's end of the pushes: `POST /bridge/events` (RFC 8935). 202 without a body; 400 `{err, description}` for
 * an event that is refused. Mount it before the bridge, which takes no POST below `/bridge`, and before any body
 * parser.
 */
export function createReceiverRouter(options: ReceiverRouterOptions): Router {
  const router = Router();
  router
    .route(EVENTS_PATH)
    .all(setNoStore)
    .post(
      readBody({ types: [EVENT_TYPE], maxBytes: MAX_EVENT_BYTES }),
      requirePeer(options.guard),
      takeEvent(options),
    )
    .all(refuseOtherMethods('POST'));
  return router;
}

function takeEvent({ receiver, onRefused }: ReceiverRouterOptions): RequestHandler {
  return async function takeEventHandler(req, res) {
    const body: Buffer = req.body;
    try {
      await receiver.receiveEvent(body.toString());
      res.status(202).end();
    } catch (error) {
      if (!(error instanceof InvalidationError)) throw error;
      onRefused?.(error);
      // RFC 8935 §2.3: the description has a language.
      res.status(400).set('Content-Language', 'en').json(toPushError(error.code));
    }
  };
}
