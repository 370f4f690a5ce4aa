import type { Response, Router } from 'express';
import type { Basket, BasketRefusal } from '../platform/baskets.ts';
import { customerIdOf } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { createControllerUrl } from './controller-url.ts';
import { formField } from './form.ts';
import { errorPage } from './pages/error-page.ts';
import { pageOf, sendPage, visitOf } from './render.ts';

/** The forms of the cart. They lead to `Cart-Show`, so that a reload repeats nothing. */
export function addCartControllers(site: Router, platform: Platform): void {
  const url = createControllerUrl(platform.siteId);
  const settle = (res: Response, result: Basket | BasketRefusal): void => {
    if (typeof result !== 'string') {
      res.redirect(303, url('Cart-Show'));
      return;
    }
    res.status(400);
    const page = pageOf(platform, res, 'Cart-Show', 'Your cart');
    sendPage(res, errorPage(page, 'The cart could not be changed like that.'));
  };

  site.post('/Cart-AddProduct', (req, res) => {
    const customerId = customerIdOf(visitOf(res).session.identity);
    const quantity = Number(formField(req, 'quantity') || '1');
    settle(res, platform.baskets.add(customerId, formField(req, 'pid'), quantity));
  });

  site.post('/Cart-UpdateQuantity', (req, res) => {
    const customerId = customerIdOf(visitOf(res).session.identity);
    const quantity =
      formField(req, 'remove') === 'true' ? 0 : Number(formField(req, 'quantity') || Number.NaN);
    settle(res, platform.baskets.update(customerId, formField(req, 'uuid'), quantity));
  });
}
