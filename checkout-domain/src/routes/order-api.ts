import { type Fields, isForm } from '@domain-bridge/storefront/api';
import { RequestError } from 'domain-bridge/errors';
import type { Bridge } from 'domain-bridge/express';
import { readReturnHandle } from 'domain-bridge/flows';
import { type Request, Router } from 'express';
import { parseIdempotencyKey } from '../orders/idempotency-key.ts';
import { type OrderDesk, placeOrder } from '../orders/place-order.ts';
import { shownCart } from './order-key.ts';
import { signInFirst } from './signed-in.ts';

/** `POST /api/orders`, with its form twin. */
export function createOrderApi(bridge: Bridge, desk: OrderDesk): Router {
  const router = Router();
  router.post('/api/orders', async (req, res) => {
    const session = await signInFirst(bridge, req, res, '/checkout');
    if (!session) return;
    const idempotencyKey = readKey(req);
    const shopper = bridge.shopper(req, res);
    // What this browser still carries belongs into the cart that is ordered.
    await shopper.latestState();
    const { entity: userId, role } = session;
    const shown = shownCart(idempotencyKey);
    const returnHandle = readReturnHandle(shopper.jar);
    const asked = { userId, role, idempotencyKey, shown, returnHandle };
    const { order, repeated } = await placeOrder(desk, asked);
    await shopper.keep(null);
    if (isForm(req))
      return void res.status(303).set('Location', `/orders/${order.id}?placed=1`).end();
    const { id, lines, total } = order;
    res.status(repeated ? 200 : 201).json({ id, lines, total });
  });
  return router;
}

/** Programs send the key as a header, forms as a field. */
function readKey(req: Request): string {
  const field = isForm(req) ? (req.body as Fields).idempotencyKey : undefined;
  const key = parseIdempotencyKey(req.get('idempotency-key') ?? field);
  if (key !== null) return key;
  throw new RequestError(
    400,
    'idempotency_key_required',
    'An Idempotency-Key of 1-255 visible characters makes sure that an order is placed once.',
  );
}
