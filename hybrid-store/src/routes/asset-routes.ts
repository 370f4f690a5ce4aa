import { fileURLToPath } from 'node:url';
import { assetFiles } from '@domain-bridge/storefront/pages';
import { RequestError } from 'domain-bridge/errors';
import { type Response, Router } from 'express';
import { PRODUCT_IDS } from '../catalogue/assortment.ts';
import { HYBRID_STYLES_PATH, hybridStyles } from '../pages/hybrid-styles.ts';

const YEAR_SECONDS = 31_536_000;
const PICTURES = fileURLToPath(new URL('../../assets/pictures/', import.meta.url));

/** What is the same for everybody: styles and pictures. Stands before the bridge: none of it needs a shopper. */
export function createAssetRoutes(): Router {
  const router = Router();
  for (const { path, contentType, body, etag } of assetFiles()) {
    router.get(path, (_req, res) => {
      keep(res).set({ 'Content-Type': contentType, ETag: etag }).send(body);
    });
  }
  router.get(HYBRID_STYLES_PATH, (_req, res) => {
    keep(res).type('css').send(hybridStyles());
  });
  router.get('/pictures/:file', (req, res) => {
    const id = PRODUCT_IDS.find((each) => `${each}.svg` === req.params.file);
    if (!id) throw new RequestError(404, 'not_found', 'There is no such picture.');
    res.sendFile(`${id}.svg`, { root: PICTURES, maxAge: '1d' });
  });
  return router;
}

/** Pages name these files with a hash of their content. */
function keep(res: Response): Response {
  return res.set('Cache-Control', `public, max-age=${YEAR_SECONDS}, immutable`);
}
