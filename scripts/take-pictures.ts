import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openAdmin } from '../test/browser/administrator.ts';
import { openShopper, type Shopper } from '../test/browser/shopper.ts';
import {
  addToCart,
  chooseShipping,
  enterCode,
  follow,
  goToCheckout,
  sendCredentials,
} from '../test/browser/steps.ts';
import { untilShopKnows, untilVisitor } from '../test/browser/until.ts';
import { launchChromium } from '../test/support/chromium.ts';
import { demoAccount } from '../test/support/http-shopper.ts';
import { type RunningStore, startStore } from '../test/support/running-store.ts';

/**
 * Takes the pictures of the README: starts the store, buys something in it, and keeps what the window
 * shows on the way, on both domains. Run it when the pages have changed: `npm run pictures`.
 */
const FOLDER = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const VIEWPORT = { width: 1_280, height: 800 };

type Scheme = 'light' | 'dark';
type Take = (page: Page, name: string) => Promise<void>;

const KEPT: Readonly<Record<Scheme, readonly string[]>> = {
  light: ['shop', 'product', 'cart', 'checkout', 'order', 'sessions', 'ended', 'admin'],
  dark: ['shop'],
};

const store = await startStore();
const browser = await launchChromium();
try {
  mkdirSync(FOLDER, { recursive: true });
  await walkAndTake(store, browser, 'light');
  await walkAndTake(store, browser, 'dark');
} finally {
  await browser.close();
  await store.close();
}

async function walkAndTake(
  store: RunningStore,
  browser: Browser,
  colorScheme: Scheme,
): Promise<void> {
  const { origins, demoPassword } = store;
  const shopper = await openShopper(browser, origins, { colorScheme, viewport: VIEWPORT });
  const take: Take = (page, name) => takePicture(page, name, colorScheme);
  await walkShop(shopper, take);
  await walkCheckout(shopper, take, demoPassword());
  if (colorScheme === 'light') {
    const office = await openShopper(browser, origins, { colorScheme, viewport: VIEWPORT });
    await walkAdmin(shopper, office, take, store);
    await office.context.close();
  }
  await shopper.context.close();
}

async function walkShop({ page, origins }: Shopper, take: Take): Promise<void> {
  await page.goto(origins.shopping);
  await take(page, 'shop');
  await page.goto(`${origins.shopping}/products/100245`);
  await take(page, 'product');
  await addToCart(page, { options: { Size: 'Four cups', Glaze: 'Sage' } });
  await page.goto(`${origins.shopping}/products/BRD-SRV-01`);
  await addToCart(page);
  await page.goto(`${origins.shopping}/?category=Coffee+%26+Tea`);
  await follow(page.getByRole('button', { name: 'Add Slow Pour Dripper' }));
  await follow(page.getByRole('link', { name: /^Cart \d/ }));
  await enterCode(page, 'WELCOME10');
  await chooseShipping(page, { method: 'Express', country: 'Ireland', postalCode: 'D02 AF30' });
  await take(page, 'cart');
}

async function walkCheckout({ page }: Shopper, take: Take, password: string): Promise<void> {
  await goToCheckout(page);
  await follow(page.getByRole('link', { name: 'Sign in to order' }));
  await sendCredentials(page, 'shopper@example.com', password);
  await take(page, 'checkout');
  await follow(page.getByRole('button', { name: 'Place order (on invoice)' }));
  await take(page, 'order');
}

/** An administrator changes the role of the shopper, who is a guest on the shop from then on. */
async function walkAdmin(
  shopper: Shopper,
  office: Shopper,
  take: Take,
  store: RunningStore,
): Promise<void> {
  const { page, origins } = shopper;
  await page.goto(`${origins.checkout}/account/sessions`);
  await take(page, 'sessions');
  await page.goto(`${origins.shopping}/products/100260`);
  await addToCart(page);
  await untilVisitor(shopper, 'Welcome back', '/bridge/start?return=%2Fcart');

  const admin = await openAdmin(office, demoAccount(store, 'admin'));
  await admin.changeRole('shopper@example.com', 'Wholesale customer');
  await untilShopKnows(store);
  await page.goto(`${origins.shopping}/cart`);
  await take(page, 'ended');
  await admin.find('shopper@example.com');
  await take(office.page, 'admin');
}

/** Keeps what the window shows, when all of its pictures are there. */
async function takePicture(page: Page, name: string, scheme: Scheme): Promise<void> {
  if (!KEPT[scheme].includes(name)) return;
  await page.evaluate(() => {
    const shown = [...document.images].filter(
      (image) => image.getBoundingClientRect().top < innerHeight,
    );
    return Promise.all(shown.map((image) => image.decode()));
  });
  await page.screenshot({ path: `${FOLDER}${name}-${scheme}.png` });
}
