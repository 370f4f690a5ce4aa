import { RequestError } from 'domain-bridge/errors';
import type { Bridge } from 'domain-bridge/express';
import {
  addPromotion,
  type Operation,
  removePromotion,
  type ShippingChoice,
  setShipping,
} from 'domain-bridge/state';
import { type Request, type Response, Router } from 'express';
import { canonicalCode, findPromotion, refuseShipping } from '../catalogue.ts';
import { answerForm } from './form-answer.ts';
import { type Fields, isForm } from './request-body.ts';
import { stateView } from './state-view.ts';

/** `/api/promotions` and `/api/shipping`, each with a form twin for pages without script. */
export function createChoiceRoutes(bridge: Bridge): Router {
  const router = Router();
  const write = async (req: Request, res: Response, operation: Operation) => {
    const shopper = bridge.shopper(req, res);
    const state = await shopper.change(operation);
    if (isForm(req)) return answerForm(bridge, req, res);
    res.json(stateView(await shopper.session(), state));
  };
  router.post('/promotions', (req, res) => write(req, res, addPromotion(readCode(req))));
  const withdraw = (req: Request<{ code: string }>, res: Response) =>
    write(req as Request, res, removePromotion(canonicalCode(req.params.code)));
  router.delete('/promotions/:code', withdraw);
  router.post('/promotions/:code', withdraw);
  const ship = (req: Request, res: Response) => write(req, res, setShipping(readShipping(req)));
  router.put('/shipping', ship);
  router.post('/shipping', ship);
  return router;
}

function readCode(req: Request): string {
  const { code } = req.body as Fields;
  const promotion = typeof code === 'string' ? findPromotion(code) : undefined;
  if (promotion) return promotion.code;
  throw new RequestError(422, 'unknown_promotion', 'There is no such promotion code.');
}

function readShipping(req: Request): ShippingChoice {
  const { method, country, postalCode } = req.body as Fields;
  const texts = [method, country, postalCode ?? ''];
  if (!texts.every((text) => typeof text === 'string')) throw unknownShipping();
  const place = String(postalCode ?? '').trim();
  const choice = {
    method: String(method),
    country: String(country),
    ...(place !== '' && { postalCode: place }),
  };
  const refusal = refuseShipping(choice);
  if (refusal) throw unknownShipping(refusal.detail);
  return choice;
}

function unknownShipping(detail = 'There is no such way of shipping.'): RequestError {
  return new RequestError(422, 'unknown_shipping', detail);
}
