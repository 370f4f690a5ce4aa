import { type Response, Router } from 'express';
import { MERGE_MODES, type MergeMode } from '../platform/basket-lines.ts';
import type { Basket, BasketRefusal } from '../platform/baskets.ts';
import { customerIdOf } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { basketDocument } from './basket-document.ts';
import { addItems, parseItems, parseQuantity } from './basket-items.ts';
import { mergeBasket } from './basket-merge.ts';
import { shopperOf } from './bearer.ts';
import { badRequest, notFound, type ScapiProblem, sendProblem } from './problem.ts';

/** shopper-baskets: the open basket of whoever the token names. */
export function createShopperBaskets(platform: Platform): Router {
  const { baskets } = platform;
  const router = Router();
  const answer = (res: Response, basket: Basket): void => {
    res.json(basketDocument(basket, platform));
  };
  const settle = (res: Response, result: Basket | BasketRefusal): void =>
    typeof result === 'string' ? sendProblem(res, refusalOf(result)) : answer(res, result);

  router.post('/baskets', (req, res) => {
    const customerId = customerIdOf(shopperOf(res).identity);
    if (baskets.of(customerId) !== null) return sendProblem(res, QUOTA_EXCEEDED);
    const items = parseItems(req.body?.productItems ?? []);
    if (items === null) return sendProblem(res, refusalOf('bad-quantity'));
    const refusal = addItems(platform, customerId, items);
    if (refusal !== null) return sendProblem(res, refusalOf(refusal));
    answer(res, baskets.open(customerId));
  });

  router.post('/baskets/actions/merge', (req, res) => {
    const mode = mergeModeOf(req.query.productItemMergeMode);
    if (mode === null) {
      return sendProblem(res, badRequest("The parameter 'productItemMergeMode' names no mode."));
    }
    const merged = mergeBasket(platform, shopperOf(res).identity, {
      mode,
      mayCreate: req.query.createDestinationBasket === 'true',
    });
    if ('basketId' in merged) return answer(res, merged);
    sendProblem(res, merged);
  });

  router.use('/baskets/:basketId', (req, res, next) => {
    const customerId = customerIdOf(shopperOf(res).identity);
    const basket = baskets.read(req.params.basketId, customerId);
    if (basket === null) return sendProblem(res, notFound('Basket', req.params.basketId));
    res.locals.basket = basket;
    next();
  });

  router.get('/baskets/:basketId', (_req, res) => answer(res, basketOf(res)));

  router.delete('/baskets/:basketId', (_req, res) => {
    baskets.delete(basketOf(res).customerId);
    res.status(204).end();
  });

  router.post('/baskets/:basketId/items', (req, res) => {
    const { customerId } = basketOf(res);
    const items = parseItems(req.body);
    if (items === null || items.length === 0) return sendProblem(res, refusalOf('bad-quantity'));
    const refusal = addItems(platform, customerId, items);
    if (refusal !== null) return sendProblem(res, refusalOf(refusal));
    answer(res, baskets.open(customerId));
  });

  router.patch('/baskets/:basketId/items/:itemId', (req, res) => {
    const quantity = parseQuantity(req.body);
    settle(res, baskets.update(basketOf(res).customerId, req.params.itemId, quantity));
  });

  router.delete('/baskets/:basketId/items/:itemId', (req, res) => {
    settle(res, baskets.remove(basketOf(res).customerId, req.params.itemId));
  });

  return router;
}

/** The basket that the path names. */
function basketOf(res: Response): Basket {
  return res.locals.basket as Basket;
}

/** Null: there is no such mode. Left out, it is the default of the API. */
function mergeModeOf(value: unknown = 'higher_quantity'): MergeMode | null {
  return MERGE_MODES.find((mode) => mode === value) ?? null;
}

const QUOTA_EXCEEDED: ScapiProblem = {
  status: 400,
  name: 'customer-baskets-quota-exceeded',
  title: 'Customer Baskets Quota Exceeded',
  detail: 'The customer has an open basket already, and may have no other one.',
};

const REFUSALS: Readonly<Record<BasketRefusal, ScapiProblem>> = {
  'unknown-basket': notFound('Basket', ''),
  'unknown-item': {
    status: 404,
    name: 'product-item-not-found',
    title: 'Product Item Not Found',
    detail: 'The basket has no such product item.',
  },
  'unknown-product': {
    status: 400,
    name: 'product-not-found',
    title: 'Product Not Found',
    detail: 'No product with this ID is sold on this site.',
  },
  'bad-quantity': badRequest(
    "The property 'quantity' of a product item takes a whole number that is not negative.",
  ),
};

function refusalOf(refusal: BasketRefusal): ScapiProblem {
  return REFUSALS[refusal];
}
