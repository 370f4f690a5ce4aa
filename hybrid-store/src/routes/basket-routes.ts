import type { SlasErrorCode } from 'domain-bridge/slas';
import { SlasError } from 'domain-bridge/slas';
import { type Request, Router } from 'express';
import { type Addition, addToBasket } from '../basket/basket-calls.ts';
import { categoryOf } from '../catalogue/assortment.ts';
import type { NoticeCode } from '../shopper/notices.ts';
import { leadBack, textField } from './form-answer.ts';
import { shopperOf } from './page-frames.ts';

/** Most pieces that one form adds. */
const MOST_PIECES = 999;

/** The form that puts something into the basket. It is changed and emptied on the cart page, which controllers render. */
export function createBasketRoutes(): Router {
  const router = Router();
  router.post('/basket/lines', async (req, res) => {
    const addition = readAddition(req);
    const notice = typeof addition === 'string' ? addition : await add(req, addition);
    leadBack(req, res, notice);
  });
  return router;
}

async function add(req: Request, addition: Addition): Promise<NoticeCode> {
  const request = shopperOf(req);
  try {
    const shopper = await request.get();
    if (shopper === null) return 'unreachable';
    await addToBasket(request, shopper, addition);
    return 'added';
  } catch (error) {
    if (!(error instanceof SlasError)) throw error;
    return noticeOf(error.code);
  }
}

function noticeOf(code: SlasErrorCode): NoticeCode {
  if (code === 'ERR_SLAS_CREDENTIALS_CHANGED') return 'credentials_changed';
  return code === 'ERR_SLAS_REFUSED' ? 'invalid_quantity' : 'unreachable';
}

function readAddition(req: Request): Addition | NoticeCode {
  const productId = textField(req, 'productId');
  const quantity = Number(textField(req, 'quantity'));
  if (!categoryOf(productId)) return 'unknown_product';
  const isQuantity = Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST_PIECES;
  return isQuantity ? { productId, quantity } : 'invalid_quantity';
}
