import type { Router } from 'express';
import type { Platform } from '../platform/platform.ts';
import { viewBasket } from './basket-view.ts';
import { createControllerUrl } from './controller-url.ts';
import { cartPage } from './pages/cart-page.ts';
import { checkoutPage } from './pages/checkout-page.ts';
import { errorPage } from './pages/error-page.ts';
import { homePage } from './pages/home-page.ts';
import { productPage } from './pages/product-page.ts';
import { pageOf, sendPage, visitOf } from './render.ts';
import { basketOf, customerOf } from './shopper-of-session.ts';

/** The controllers that only show something. */
export function addPageControllers(site: Router, platform: Platform): void {
  const url = createControllerUrl(platform.siteId);
  const { products } = platform;

  site.get('/Home-Show', (_req, res) => {
    sendPage(res, homePage(pageOf(platform, res, 'Home-Show', 'Products'), products.all));
  });

  site.get('/Product-Show', (req, res) => {
    const product = products.find(String(req.query.pid ?? ''));
    if (product !== null) {
      return sendPage(
        res,
        productPage(pageOf(platform, res, 'Product-Show', product.name), product),
      );
    }
    res.status(404);
    const page = pageOf(platform, res, 'Product-Show', 'Not found');
    sendPage(res, errorPage(page, 'This product is not sold here.'));
  });

  site.get('/Cart-Show', (_req, res) => {
    const basket = viewBasket(basketOf(platform, visitOf(res).session), products);
    sendPage(res, cartPage(pageOf(platform, res, 'Cart-Show', 'Your cart'), basket));
  });

  site.get('/Checkout-Begin', (_req, res) => {
    const { session } = visitOf(res);
    const basket = viewBasket(basketOf(platform, session), products);
    if (basket.pieces === 0) return res.redirect(url('Cart-Show'));
    const email = customerOf(platform, session)?.email ?? null;
    sendPage(res, checkoutPage(pageOf(platform, res, 'Checkout-Begin', 'Checkout'), basket, email));
  });
}
