import { type RequestHandler, Router } from 'express';
import { RequestError } from '../core/request-error.ts';
import { PARKED_PATH, sealParked } from '../flows/parking.ts';
import type { BridgeParts } from '../flows/parts.ts';
import { refuseOtherMethods, setNoStore } from './ssf/methods.ts';
import { requirePeer } from './ssf/peer-guard.ts';

/**
 * The sender's end of a parked hand-off: `GET /bridge/parked/{ref}?jti=…`, by the other server alone. 200 with the
 * sealed state; 404 `not_found` when nothing waits under that reference any more.
 */
export function createParkedRouter(parts: BridgeParts): Router {
  const { peerCredentials: sealer, replays: claims, clock } = parts;
  const router = Router();
  router
    .route(`${PARKED_PATH}/:ref`)
    .all(setNoStore)
    .get(requirePeer({ sealer, claims, clock }), giveParked(parts))
    .all(refuseOtherMethods('GET'));
  return router;
}

function giveParked(parts: BridgeParts): RequestHandler<{ ref: string }> {
  return async function giveParkedHandler(req, res) {
    const { jti } = req.query;
    const sealed = typeof jti === 'string' ? await sealParked(parts, req.params.ref, jti) : null;
    if (sealed === null) throw new RequestError(404, 'not_found', 'Nothing waits here.');
    res.type('application/octet-stream').send(Buffer.from(sealed));
  };
}
