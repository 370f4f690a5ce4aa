import { RequestError } from 'domain-bridge/errors';
import { Router } from 'express';
import {
  type Catalogue,
  catalogueView,
  productPicture,
  shippingMethodsView,
} from '../catalogue.ts';
import { assetFiles } from '../pages.ts';

const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 365 * DAY_SECONDS;

/** What is the same for everybody: products, ways of shipping, pictures and the files of the pages. */
export function createCatalogueRoutes(catalogue: Catalogue): Router {
  const router = Router();
  const products = catalogueView(catalogue);
  const methods = shippingMethodsView();
  router.get('/api/products', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=60').json(products);
  });
  router.get('/api/shipping-methods', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=60').json(methods);
  });
  router.get('/pictures/:file', (req, res) => {
    const product = catalogue.find(req.params.file.replace(/\.svg$/, ''));
    if (!product) throw new RequestError(404, 'not_found', 'There is no such picture.');
    res.set('Cache-Control', `public, max-age=${DAY_SECONDS}`);
    res.type('image/svg+xml').send(productPicture(product));
  });
  for (const { path, contentType, body, etag } of assetFiles()) {
    router.get(path, (_req, res) => {
      res.set('Cache-Control', `public, max-age=${YEAR_SECONDS}, immutable`);
      res.set({ 'Content-Type': contentType, ETag: etag }).send(body);
    });
  }
  return router;
}
