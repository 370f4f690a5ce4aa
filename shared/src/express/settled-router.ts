import { type RequestHandler, Router } from 'express';
import { RequestError } from '../core/request-error.ts';
import type { BridgeParts } from '../flows/parts.ts';
import { MAX_SETTLED_BYTES, SETTLED_PATH, SETTLED_TYPE, settle } from '../flows/settle.ts';
import { readBody } from './request-body.ts';
import { refuseOtherMethods, setNoStore } from './ssf/methods.ts';
import { type PeerGuardOptions, requirePeer } from './ssf/peer-guard.ts';

/** What the router is made of. */
export interface SettledRouterOptions {
  /** Of the shop. */
  readonly parts: BridgeParts;
  readonly guard: PeerGuardOptions;
}

/**
 * The shop's end of "an order was placed": `POST /bridge/settled`, by checkout alone. 204 when it is kept, also
 * where it was before; 404 `unknown_handle` when it concerns nobody; 400 `malformed`. Mount it before the bridge,
 * which takes no POST below `/bridge`, and before any body parser.
 */
export function createSettledRouter({ parts, guard }: SettledRouterOptions): Router {
  const router = Router();
  router
    .route(SETTLED_PATH)
    .all(setNoStore)
    .post(
      readBody({ types: [SETTLED_TYPE], maxBytes: MAX_SETTLED_BYTES }),
      requirePeer(guard),
      takeSettlement(parts),
    )
    .all(refuseOtherMethods('POST'));
  return router;
}

function takeSettlement(parts: BridgeParts): RequestHandler {
  return async function takeSettlementHandler(req, res) {
    const body: Buffer = req.body;
    switch (await settle(parts, body.toString('latin1'))) {
      case 'kept':
        return void res.status(204).end();
      case 'unknown_handle':
        throw new RequestError(404, 'unknown_handle', 'This handle stands for no cart.');
      case 'malformed':
        throw new RequestError(400, 'malformed', 'The body could not be read.');
    }
  };
}
