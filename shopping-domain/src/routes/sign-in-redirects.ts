import { siteLinks } from '@domain-bridge/storefront/views';
import type { Bridge } from 'domain-bridge/express';
import { Router } from 'express';

/** Pages that people look for here and find on the secure domain; they take the cart along. */
export function createSignInRedirects(bridge: Bridge): Router {
  const router = Router();
  const { signIn, register, account, checkout } = siteLinks(bridge);
  const targets = {
    '/login': signIn,
    '/signin': signIn,
    '/sign-in': signIn,
    '/register': register,
    '/account': account,
    '/orders': account,
    '/logout': account,
    '/checkout': checkout,
  };
  for (const [path, target] of Object.entries(targets)) {
    router.get(path, (_req, res) => {
      res.status(303).set({ Location: target, 'Cache-Control': 'no-store' }).end();
    });
  }
  return router;
}
