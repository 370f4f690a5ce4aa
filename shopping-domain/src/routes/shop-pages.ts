import type { Catalogue, Product } from '@domain-bridge/storefront/catalogue';
import { buildChrome, pictureHref, pricedCart, siteLinks } from '@domain-bridge/storefront/views';
import { RequestError } from 'domain-bridge/errors';
import type { Bridge } from 'domain-bridge/express';
import { type Request, type Response, Router } from 'express';
import { cartPage } from '../pages/cart-page.ts';
import { homePage } from '../pages/home-page.ts';
import { productPage } from '../pages/product-page.ts';

const RELATED = 4;

/** What the pages of the shop are made of. */
export interface ShopPagesOptions {
  readonly bridge: Bridge;
  readonly catalogue: Catalogue;
  readonly clock: () => number;
}

/** The pages of the shop: product list, product, cart. */
export function createShopPages({ bridge, catalogue, clock }: ShopPagesOptions): Router {
  const router = Router();
  const load = async (req: Request, res: Response, title: string) => {
    const shopper = bridge.shopper(req, res);
    const state = await shopper.state();
    const session = await shopper.session();
    const notice = await shopper.notice();
    return { state, chrome: buildChrome(bridge, req, { title, session, state, notice }) };
  };

  router.get('/', async (req, res) => {
    const category = catalogue.categories.find((name) => name === req.query.category);
    const text = typeof req.query.q === 'string' ? req.query.q.trim().slice(0, 100) : '';
    const { chrome } = await load(req, res, category ?? 'Shop');
    const query = { ...(category && { category }), ...(text && { text }) };
    const products = catalogue.search(query).map(productCard);
    res.send(String(homePage(chrome, { categories: catalogue.categories, ...query, products })));
  });

  router.get('/products/:sku', async (req, res) => {
    const product = catalogue.find(req.params.sku);
    if (!product) throw new RequestError(404, 'not_found', 'There is no such product.');
    const { chrome } = await load(req, res, product.name);
    const related = catalogue
      .search({ category: product.category })
      .filter(({ sku }) => sku !== product.sku)
      .slice(0, RELATED)
      .map(productCard);
    const view = { ...product, pictureHref: pictureHref(product.sku) };
    const browse = { categories: catalogue.categories, category: product.category };
    res.send(String(productPage({ ...chrome, browse }, { product: view, related })));
  });

  router.get('/cart', async (req, res) => {
    const { state, chrome } = await load(req, res, 'Your cart');
    const now = Math.floor(clock() / 1000);
    const { model } = pricedCart(state, { catalogue, now, productHref });
    const checkoutHref = siteLinks(bridge).checkout;
    const browse = { categories: catalogue.categories };
    res.send(String(cartPage({ ...chrome, browse }, { ...model, checkoutHref })));
  });
  return router;
}

function productCard({ sku, name, category, price, options }: Product) {
  return {
    sku,
    name,
    category,
    price,
    href: productHref(sku),
    pictureHref: pictureHref(sku),
    hasOptions: (options?.length ?? 0) > 0,
  };
}

function productHref(sku: string): string {
  return `/products/${encodeURIComponent(sku)}`;
}
