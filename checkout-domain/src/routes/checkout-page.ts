import { answerForm, type Fields } from '@domain-bridge/storefront/api';
import type { Catalogue } from '@domain-bridge/storefront/catalogue';
import type { CartModel } from '@domain-bridge/storefront/pages';
import { type PricedCart, pricedCart } from '@domain-bridge/storefront/views';
import type { Bridge } from 'domain-bridge/express';
import type { MergeReport } from 'domain-bridge/flows';
import type { Session } from 'domain-bridge/session';
import { findLineKey, removeLines, type ShoppingState } from 'domain-bridge/state';
import { Router } from 'express';
import { priceListFor } from '../accounts/price-lists.ts';
import type { UserStore } from '../accounts/user-store.ts';
import { DEFAULT_SHIPPING } from '../orders/default-shipping.ts';
import { fingerprintCart, fingerprintShown } from '../orders/ordering-cart.ts';
import { checkoutPage } from '../pages/checkout-page.ts';
import type { MergedView } from '../pages/merged-review.ts';
import { loadPage } from './load-page.ts';
import { readMergeReport } from './merge-report.ts';
import { mintOrderKey } from './order-key.ts';
import { signInPath } from './signed-in.ts';

/** What the checkout page is made of. */
export interface CheckoutPageOptions {
  readonly bridge: Bridge;
  readonly users: UserStore;
  readonly catalogue: Catalogue;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** The page before the order, and the form on it that takes back what the sign-in merged. */
export function createCheckoutPage(options: CheckoutPageOptions): Router {
  const { bridge, users } = options;
  const router = Router();
  router.get('/', (_req, res) => {
    res.status(303).set('Location', '/checkout').end();
  });

  router.get('/checkout', async (req, res) => {
    const { chrome, session, state } = await loadPage({ bridge, users }, req, res, 'Checkout');
    const priced = priceCheckout(options, session, state);
    const report = readMergeReport(session);
    const page = checkoutPage(chrome, {
      ...priced.model,
      refusals: refusalsOf(priced),
      canOrder: canOrder(priced),
      signInHref: signInPath('/checkout'),
      registerHref: '/register?next=%2Fcheckout',
      idempotencyKey: mintOrderKey(fingerprintShown(fingerprintCart(state), priced.quote.total)),
      ...(session.state === 'authenticated' &&
        session.role === 'wholesale' && { roleLabel: 'Wholesale prices' }),
      ...(report && { merged: mergedView(report, priced.model) }),
    });
    res.send(String(page));
  });

  router.post('/checkout/merged/remove', async (req, res) => {
    const { group } = (req.body ?? {}) as Fields;
    const shopper = bridge.shopper(req, res);
    const report = readMergeReport(await shopper.session());
    if (report && (group === 'carried' || group === 'saved')) {
      await shopper.change((state, actor) =>
        removeLines(keysOf(state, report[group]))(state, actor),
      );
      await shopper.keep(null);
    }
    answerForm(bridge, req, res);
  });
  return router;
}

function priceCheckout(
  { bridge, catalogue, clock }: CheckoutPageOptions,
  session: Session,
  state: ShoppingState,
): PricedCart {
  const shop = bridge.parts.pair.shopping.href;
  return pricedCart(state, {
    catalogue,
    priceList: priceListFor(session.state === 'authenticated' ? session.role : null),
    now: Math.floor(clock() / 1000),
    productHref: (sku) => bridge.bridgeLink(`${shop}/products/${encodeURIComponent(sku)}`),
    defaultShipping: DEFAULT_SHIPPING,
  });
}

/** What changed since the shopper chose it, in sentences. */
function refusalsOf({ quote, model }: PricedCart): string[] {
  const gone = model.lines.filter(({ available }) => !available);
  return [
    ...gone.map(({ name }) => `${name} is no longer sold. Please remove it.`),
    ...quote.refusedPromotions.map(({ detail }) => detail),
    ...(quote.refusedShipping ? [quote.refusedShipping.detail] : []),
  ];
}

function canOrder({ quote }: PricedCart): boolean {
  const { lines, shipping } = quote;
  return lines.length > 0 && shipping !== null && lines.every(({ available }) => available);
}

function mergedView({ carried, saved }: MergeReport, { lines }: CartModel): MergedView {
  const among = (ids: readonly string[]) => lines.filter(({ id }) => ids.includes(id));
  return { carried: among(carried), saved: among(saved) };
}

function keysOf(state: ShoppingState, ids: readonly string[]): string[] {
  return ids.flatMap((id) => findLineKey(state, id) ?? []);
}
