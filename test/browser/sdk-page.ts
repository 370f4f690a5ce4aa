import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';

/** A page that calls the Shopper APIs with `commerce-sdk-isomorphic`, as its package brings it. */
export interface SdkPage {
  /** Goes there again, e.g. from a controller page. */
  open(): Promise<unknown>;
  /** Adds a piece, with the access token that stands in the cookies, or another one. Product id → pieces. */
  addWithToken(productId: string, accessToken?: string): Promise<Record<string, number>>;
  /** What is in the basket now. */
  basket(): Promise<Record<string, number>>;
  /** Makes a guest by the SDK's own helper. */
  loginAsGuest(): Promise<{ accessToken: string; refreshToken: string; usid: string }>;
}

/** Where the page stands, and where its calls go. */
export interface SdkPageOptions {
  readonly origin: string;
  readonly emulatorUrl: string;
}

const PATH = '/sdk-page';
const { resolve } = createRequire(import.meta.url);
const SDK = readFileSync(join(packageFolder('commerce-sdk-isomorphic'), 'lib/index.esm.js'));
const NANOID = packageFolder('nanoid');

/** What the page imports, by path. The SDK and nanoid are as published; seedrandom is a script, so it gets an export. */
const FILES: Readonly<Record<string, string | Buffer>> = {
  '/sdk/index.esm.js': SDK,
  '/sdk/nanoid/index.browser.js': readFileSync(join(NANOID, 'index.browser.js')),
  '/sdk/nanoid/url-alphabet/index.js': readFileSync(join(NANOID, 'url-alphabet/index.js')),
  '/sdk/seedrandom.js': `${readFileSync(join(packageFolder('seedrandom'), 'seedrandom.js'))}
export default Math.seedrandom;`,
};

const IMPORTS = {
  'commerce-sdk-isomorphic': '/sdk/index.esm.js',
  nanoid: '/sdk/nanoid/index.browser.js',
  seedrandom: '/sdk/seedrandom.js',
};

/** Puts the page on the storefront's origin for this browser, and opens it. */
export async function serveSdkPage(page: Page, options: SdkPageOptions): Promise<SdkPage> {
  const { origin } = options;
  await page.route(`${origin}${PATH}`, (route) =>
    route.fulfill({ contentType: 'text/html', body: documentFor(options) }),
  );
  await page.route(`${origin}/sdk/**`, (route) => {
    const body = FILES[new URL(route.request().url()).pathname];
    return route.fulfill(
      body === undefined ? { status: 404 } : { contentType: 'text/javascript', body },
    );
  });
  const open = async (): Promise<void> => {
    await page.goto(`${origin}${PATH}`);
    await page.waitForFunction(() => 'sdk' in window);
  };
  await open();
  return {
    open,
    async addWithToken(productId, accessToken) {
      if (!page.url().endsWith(PATH)) await open();
      return page.evaluate(
        ([id, token]) => (window as unknown as SdkWindow).sdk.add(id as string, token),
        [productId, accessToken],
      );
    },
    basket: () => page.evaluate(() => (window as unknown as SdkWindow).sdk.basket()),
    loginAsGuest: () => page.evaluate(() => (window as unknown as SdkWindow).sdk.loginAsGuest()),
  };
}

interface SdkWindow {
  readonly sdk: {
    add(productId: string, token?: string): Promise<Record<string, number>>;
    basket(): Promise<Record<string, number>>;
    loginAsGuest(): Promise<{ accessToken: string; refreshToken: string; usid: string }>;
  };
}

function packageFolder(name: string): string {
  return dirname(resolve(`${name}/package.json`));
}

/** What a headless page with script does: the token out of the cookies, the calls by the SDK. */
function documentFor({ emulatorUrl }: SdkPageOptions): string {
  return `<!doctype html><html lang="en"><title>SDK</title>
<script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module">
import { helpers, ShopperBaskets, ShopperCustomers, ShopperLogin } from 'commerce-sdk-isomorphic';
const cookie = (name) => document.cookie.split('; ').find((pair) => pair.startsWith(name + '='))?.slice(name.length + 1) ?? '';
const parameters = { clientId: 'c9c45bfd-0ed3-4aa2-9971-40f88962b836', organizationId: 'f_ecom_zzrf_001', shortCode: 'kv7kzm78', siteId: 'RefArch' };
const configFor = (token) => ({ proxy: '${emulatorUrl}', parameters, throwOnBadResponse: true, headers: { authorization: 'Bearer ' + token } });
const tokenInCookies = () => cookie('cc-at_RefArch') + cookie('cc-at_RefArch_2');
const customerIdOf = (token) => /(?:rcid:(\\w+)|gcid:(\\w+)).*?(?:rcid:(\\w+))?/.exec(JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).isb).slice(1).filter(Boolean).at(-1);
const linesOf = (basket) => Object.fromEntries((basket?.productItems ?? []).map((item) => [item.productId, item.quantity]));
async function basketOf(token) {
  const customers = new ShopperCustomers(configFor(token));
  const { baskets = [] } = await customers.getCustomerBaskets({ parameters: { customerId: customerIdOf(token) } });
  return baskets[0];
}
window.sdk = {
  basket: async () => linesOf(await basketOf(tokenInCookies())),
  async add(productId, token = tokenInCookies()) {
    const api = new ShopperBaskets(configFor(token));
    const { basketId } = (await basketOf(token)) ?? (await api.createBasket({ body: {} }));
    return linesOf(await api.addItemToBasket({ parameters: { basketId }, body: [{ productId, quantity: 1 }] }));
  },
  async loginAsGuest() {
    const slasClient = new ShopperLogin({ proxy: '${emulatorUrl}', parameters, throwOnBadResponse: true });
    const answer = await helpers.loginGuestUser({ slasClient, parameters: { redirectURI: '${emulatorUrl}/callback', dnt: false } });
    return { accessToken: answer.access_token, refreshToken: answer.refresh_token, usid: answer.usid };
  },
};
</script>`;
}
