import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import type { Page } from 'playwright-core';
import type { RunningStore } from '../support/running-store.ts';
import type { Shopper } from './shopper.ts';
import { follow, goToCheckout, leave, sendCredentials } from './steps.ts';

/** One page as a shopper may meet it. */
export interface GalleryPage {
  readonly name: string;
  /** Goes there, in the state that the page before has left. */
  visit(shopper: Shopper, store: RunningStore): Promise<unknown>;
}

/** An address as long as they come (RFC 5321 §4.5.3.1): where a layout breaks, it breaks here. */
export const LONG_EMAIL = `${'long-name-'.repeat(6)}x@${'sub-domain-of-the-company.'.repeat(6)}example.org`;

const PASSWORD = 'a long walk by the harbour';

/**
 * Every page on the way to an order, in the order of one long walk: a guest with an empty cart, then with forty
 * lines, promotion codes that hold and codes that do not, errors and notices; then somebody with a very
 * long name who signs in, orders and comes back.
 */
export const GALLERY: readonly GalleryPage[] = [
  { name: 'the empty cart', visit: shop('/cart') },
  { name: 'an empty checkout', visit: checkout('/checkout') },
  { name: 'the product list', visit: shop('/') },
  { name: 'a category', visit: shop('/?category=Kitchen%20Tools') },
  { name: 'a search with results', visit: shop('/?q=bo') },
  { name: 'a search without', visit: shop(`/?q=${'unfindable'.repeat(9)}`) },
  { name: 'a product', visit: shop('/products/100245') },
  { name: 'a product that was added', visit: shop('/products/100245?notice=added') },
  { name: 'a product that does not exist', visit: shop('/products/none') },
  { name: 'a cart of forty lines with an error', visit: crowdedCart },
  { name: 'a list with a warning', visit: shop('/?category=Desk&notice=cart_changed') },
  { name: 'a refused hand-off on the shop', visit: shop('/bridge/accept?t=none') },
  { name: 'a refused hand-off on checkout', visit: checkout('/bridge/accept?t=none') },
  { name: "a guest's checkout", visit: crowdedCheckout },
  { name: 'the sign-in', visit: checkout('/login?notice=sign_in_required') },
  { name: 'a refused sign-in', visit: ({ page }) => sendCredentials(page, LONG_EMAIL, 'wrong') },
  { name: 'the registration', visit: checkout('/register') },
  {
    name: 'a refused registration',
    visit: ({ page }) => sendCredentials(page, LONG_EMAIL, 'short'),
  },
  {
    name: 'the checkout of a customer',
    visit: ({ page }) => sendCredentials(page, LONG_EMAIL, PASSWORD),
  },
  { name: 'the shop, recognized', visit: backToShop },
  { name: 'a checkout where two carts met', visit: mergedCheckout },
  { name: 'a placed order of many lines', visit: placeOrder },
  {
    name: 'the account',
    visit: ({ page }) => follow(page.getByRole('link', { name: 'All orders' })),
  },
  { name: 'an order of the past', visit: ({ page }) => follow(page.locator('.table a').first()) },
  { name: 'an order that does not exist', visit: checkout('/orders/none') },
];

function shop(path: string): GalleryPage['visit'] {
  return ({ page, origins }) => page.goto(`${origins.shopping}${path}`);
}

/** A page of checkout, as if its address was typed. */
export function checkout(path: string): GalleryPage['visit'] {
  return ({ page, origins }) => page.goto(`${origins.checkout}${path}`);
}

/** A line for every product, as many of each as a line may have. */
async function crowdedCart({ page, origins }: Shopper): Promise<void> {
  await page.goto(`${origins.shopping}/cart`);
  await callApi(
    page,
    demoCatalogue.products.map(({ sku }) => ['POST', '/api/cart/lines', { sku, quantity: 9_999 }]),
  );
  await callApi(page, [
    ...['WELCOME10', 'FREESHIP', 'SPRING25'].map(
      (code) => ['POST', '/api/promotions', { code }] as const,
    ),
    ['PUT', '/api/shipping', { method: 'express', country: 'DE', postalCode: 'W1A 0AX WWWWWWWW' }],
  ]);
  await page.goto(`${origins.shopping}/cart?notice=unknown_promotion`);
}

async function crowdedCheckout({ page, origins }: Shopper): Promise<void> {
  await page.goto(`${origins.shopping}/cart`);
  await goToCheckout(page);
}

function backToShop({ page }: Shopper): Promise<void> {
  return follow(page.locator('.site-header').getByRole('link', { name: 'Back to the shop' }));
}

/** Signs in where something was left, with something new in the cart. */
async function mergedCheckout({ page, origins }: Shopper): Promise<void> {
  await goToCheckout(page);
  await follow(page.getByRole('button', { name: 'Sign out' }));
  await callApi(page, [
    ['POST', '/api/cart/lines', { sku: '100245', quantity: 2, options: { size: 'Four cups' } }],
  ]);
  await page.goto(`${origins.checkout}/bridge/start?return=%2Flogin`);
  await sendCredentials(page, LONG_EMAIL, PASSWORD);
}

function placeOrder({ page }: Shopper): Promise<void> {
  return leave(page, () => page.getByRole('button', { name: /^Place order/ }).click());
}

type ApiCall = readonly [method: string, path: string, body: unknown];

/** Calls the API as a script of the page, one call after the other. */
async function callApi(page: Page, calls: readonly ApiCall[]): Promise<void> {
  const statuses = await page.evaluate(async (all) => {
    const answers: number[] = [];
    for (const [method, path, body] of all) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(path, { method, headers, body: JSON.stringify(body) });
      answers.push(answer.status);
    }
    return answers;
  }, calls);
  if (statuses.some((status) => status !== 200)) throw new Error(`refused: ${statuses.join(' ')}`);
}
