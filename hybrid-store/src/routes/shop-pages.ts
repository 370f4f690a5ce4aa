import { RequestError } from 'domain-bridge/errors';
import { type Request, Router } from 'express';
import { categoryOf, findCategory } from '../catalogue/assortment.ts';
import type { Product } from '../catalogue/product.ts';
import type { ProductShelf } from '../catalogue/product-shelf.ts';
import { categoryPage, homePage } from '../pages/list-pages.ts';
import { productPage } from '../pages/product-page.ts';
import type { Visitor } from '../shopper/visitor.ts';
import { type FrameOptions, frameOf, shopperOf, visitorOf } from './page-frames.ts';

/** What the pages for looking around are made of. */
export interface ShopPagesOptions extends FrameOptions {
  readonly shelf: ProductShelf;
}

/** The pages for looking around: home, category, product. */
export function createShopPages(options: ShopPagesOptions): Router {
  const router = Router();

  router.get('/', async (req, res) => {
    const { visitor, products } = await load(req, options.shelf);
    res.send(String(homePage(frameOf(req, visitor, 'Home', options), products)));
  });

  router.get('/category/:id', async (req, res) => {
    const category = findCategory(req.params.id);
    if (!category) throw new RequestError(404, 'not_found', 'There is no such category.');
    const { visitor, products } = await load(req, options.shelf);
    const frame = frameOf(req, visitor, category.name, options);
    res.send(String(categoryPage(frame, category, products)));
  });

  router.get('/product/:id', async (req, res) => {
    const category = categoryOf(req.params.id);
    if (!category) throw noProduct();
    const { visitor, products } = await load(req, options.shelf);
    const product = products?.get(req.params.id);
    if (products && !product) throw noProduct();
    const frame = frameOf(req, visitor, product?.name ?? category.name, options);
    // Where no product can be shown, its category says so.
    const page = product
      ? productPage(frame, category, product)
      : categoryPage(frame, category, products);
    res.send(String(page));
  });
  return router;
}

interface Loaded {
  readonly visitor: Visitor;
  readonly products: ReadonlyMap<string, Product> | null;
}

async function load(req: Request, shelf: ProductShelf): Promise<Loaded> {
  const visitor = await visitorOf(req);
  return { visitor, products: await shelf.load(shopperOf(req)) };
}

function noProduct(): RequestError {
  return new RequestError(404, 'not_found', 'There is no such product.');
}
