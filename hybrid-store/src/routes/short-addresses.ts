import { Router } from 'express';
import { controllerHref } from '../pages/controller-links.ts';

/** The addresses that people type, as the URL rules of an SFRA site lead them on. */
export function createShortAddresses(): Router {
  const router = Router();
  router.get('/cart', (_req, res) => res.redirect(302, controllerHref('Cart-Show')));
  router.get('/checkout', (_req, res) => res.redirect(302, controllerHref('Checkout-Begin')));
  return router;
}
