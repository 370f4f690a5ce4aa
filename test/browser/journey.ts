import { expect } from '@jest/globals';
import { seeHeader, seeHeading, seeLines, seeTotals } from './page-view.ts';
import type { Shopper } from './shopper.ts';
import {
  addToCart,
  chooseShipping,
  enterCode,
  follow,
  sendCredentials,
  setQuantity,
} from './steps.ts';
import { untilShown } from './until.ts';

/** Who signs in on the way. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** What the demo catalogue makes of the cart below. */
const CART = [
  { name: 'Round Teapot', options: 'Size: Four cups, Glaze: Sage', quantity: 2, total: '€104.00' },
  { name: 'Slow Pour Dripper', options: '', quantity: 3, total: '€117.00' },
];

/** Buys something as anybody would: from the list of products to the order, and back to the shop. */
export async function walkJourney(shopper: Shopper, credentials: Credentials): Promise<void> {
  await fillCart(shopper);
  await crossWithCart(shopper);
  await signInOnTheWay(shopper, credentials);
  await order(shopper);
  await comeBack(shopper, credentials.email);
}

/** Two products, one of them with options, a changed quantity, a promotion code and the shipping. */
export async function fillCart({ page, origins }: Shopper): Promise<void> {
  await page.goto(origins.shopping);
  expect((await seeHeader(page)).visitor).toBe('Guest · Sign in');
  await follow(page.getByRole('link', { name: 'Round Teapot', exact: true }));
  await addToCart(page, { options: { Glaze: 'Sage', Size: 'Four cups' }, quantity: 2 });
  await follow(page.getByRole('link', { name: 'Everything' }));
  await follow(page.getByRole('button', { name: 'Add Slow Pour Dripper' }));
  await follow(page.getByRole('link', { name: /^Cart \d/ }));
  await setQuantity(page, 'Slow Pour Dripper', 3);
  await enterCode(page, 'welcome10');
  await chooseShipping(page, { method: 'Express', country: 'Germany', postalCode: '10115' });
  expect(await seeLines(page)).toEqual(CART);
}

async function crossWithCart({ page, origins }: Shopper): Promise<void> {
  const before = await seeTotals(page);
  expect(before).toMatchObject({ Items: '€221.00', 'Promotion WELCOME10': '−€22.10' });
  await follow(page.getByRole('link', { name: 'Go to secure checkout' }));
  expect(page.url()).toBe(`${origins.checkout}/checkout`);
  expect(await seeLines(page)).toEqual(CART);
  expect(await seeTotals(page)).toEqual(before);
  expect(await page.getByLabel('Postal code (optional)').inputValue()).toBe('10115');
}

async function signInOnTheWay({ page }: Shopper, credentials: Credentials): Promise<void> {
  await follow(page.getByRole('link', { name: 'Sign in to order' }));
  await sendCredentials(page, credentials.email, credentials.password);
  expect(new URL(page.url()).pathname).toBe('/checkout');
  expect((await seeHeader(page)).visitor).toContain(credentials.email);
  expect(await seeLines(page)).toEqual(CART);
}

async function order({ page, origins }: Shopper): Promise<void> {
  const { Total: total } = await seeTotals(page);
  await follow(page.getByRole('button', { name: 'Place order (on invoice)' }));
  expect(page.url()).toMatch(`${origins.checkout}/orders/ord_`);
  expect(await seeHeading(page)).toBe('Thank you, your order is placed');
  expect((await seeTotals(page)).Total).toBe(total);
  expect(await page.locator('.line-table tbody tr').count()).toBe(CART.length);
}

/** The shop knows that somebody is back, and nothing about him; what was ordered has left the cart. */
async function comeBack({ page, context, origins }: Shopper, email: string): Promise<void> {
  await follow(page.locator('.order-foot').getByRole('link', { name: 'Back to the shop' }));
  expect(page.url()).toBe(`${origins.shopping}/`);
  await untilShown(page, 'Welcome back');
  expect(await seeHeader(page)).toEqual({ visitor: 'Welcome back · Sign in', pieces: 0 });
  expect(await page.content()).not.toContain(email);
  const cookies = await context.cookies(origins.shopping);
  expect(cookies.length).toBeGreaterThan(0);
  expect(JSON.stringify(cookies)).not.toContain(email);
}
