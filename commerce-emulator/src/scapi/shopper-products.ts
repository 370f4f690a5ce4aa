import { Router } from 'express';
import type { Platform } from '../platform/platform.ts';
import { badRequest, notFound, sendProblem } from './problem.ts';
import { productDocument } from './product-document.ts';

/** As many as the real one answers at once. */
const MOST_IDS = 24;

/** shopper-products v1: products by their ids, all at once or one. */
export function createShopperProducts({ products }: Platform): Router {
  const router = Router();
  router.get('/products', (req, res) => {
    const ids = typeof req.query.ids === 'string' ? req.query.ids.split(',') : [];
    if (ids.length === 0 || ids.length > MOST_IDS) {
      return sendProblem(res, badRequest(`The parameter 'ids' takes 1 to ${MOST_IDS} ids.`));
    }
    const data = ids
      .map(products.find)
      .filter((product) => product !== null)
      .map(productDocument);
    res.json({ limit: ids.length, data, total: data.length });
  });
  router.get('/products/:id', (req, res) => {
    const product = products.find(req.params.id);
    if (product === null) return sendProblem(res, notFound('Product', req.params.id));
    res.json(productDocument(product));
  });
  return router;
}
