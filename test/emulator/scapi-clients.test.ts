import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EmulatorWorld, startEmulator } from './emulator-world.ts';
import { pagePieces } from './page-words.ts';

// Its ESM build cannot be imported in Node (5.6.0), so it is required, as its users do. Its types do not hold
// under `exactOptionalPropertyTypes`, so it is taken as it is.
const require = createRequire(import.meta.url);
const sdk = require('commerce-sdk-isomorphic');

const CLIENT_ID = 'c9c45bfd-0ed3-4aa2-9971-40f88962b836';
const JANE = { username: 'jane@example.com', password: 'Password1!' };
const parameters = {
  clientId: CLIENT_ID,
  organizationId: 'f_ecom_zzrf_001',
  shortCode: 'kv7kzm78',
  siteId: 'RefArch',
};

let emulator: EmulatorWorld;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

/** Clients with the token of one shopper. */
function clientsOf(accessToken: string, headers = {}) {
  const config = {
    proxy: emulator.origin,
    parameters,
    headers: { authorization: `Bearer ${accessToken}`, ...headers },
    throwOnBadResponse: true,
  };
  return {
    baskets: new sdk.ShopperBaskets(config),
    customers: new sdk.ShopperCustomers(config),
    products: new sdk.ShopperProducts(config),
  };
}

const login = () =>
  new sdk.ShopperLogin({ proxy: emulator.origin, parameters, throwOnBadResponse: true });
const redirectURI = 'http://localhost:3000/callback';
const guest = () =>
  sdk.helpers.loginGuestUser({ slasClient: login(), parameters: { redirectURI } });
const jane = (usid: string) =>
  sdk.helpers.loginRegisteredUserB2C({
    slasClient: login(),
    credentials: JANE,
    parameters: { redirectURI, usid },
  });

/** What a refused call was answered. */
async function refusal(
  call: Promise<unknown>,
): Promise<{ status: number; body: { detail: string } }> {
  const error = await call.then(
    () => null,
    (reason: { response: Response }) => reason,
  );
  if (error === null) throw new Error('the call was not refused');
  return { status: error.response.status, body: await error.response.json() };
}

describe('commerce-sdk-isomorphic on SCAPI', () => {
  it('fills a basket, and changes and empties it', async () => {
    const { access_token: token, customer_id: customerId } = await guest();
    const { baskets, customers } = clientsOf(token);
    const { basketId } = await baskets.createBasket({ body: {} });
    const added = await baskets.addItemToBasket({
      parameters: { basketId },
      body: [{ productId: 'clip-lamp', quantity: 2 }],
    });
    expect(added).toMatchObject({ productSubTotal: 72, customerInfo: { customerId } });
    const { itemId } = added.productItems[0];
    const updated = await baskets.updateItemInBasket({
      parameters: { basketId, itemId },
      body: { quantity: 3 },
    });
    expect(updated.productItems).toMatchObject([{ productName: 'Clip lamp', quantity: 3 }]);
    expect(await baskets.getBasket({ parameters: { basketId } })).toEqual(updated);
    const listed = await customers.getCustomerBaskets({ parameters: { customerId } });
    expect(listed.baskets).toEqual([updated]);
    const emptied = await baskets.removeItemFromBasket({ parameters: { basketId, itemId } });
    expect(emptied.productItems).toEqual([]);
  });

  it('takes the basket of the guest along to the account', async () => {
    const { access_token: token, usid } = await guest();
    const asGuest = clientsOf(token).baskets;
    const { basketId } = await asGuest.createBasket({ body: {} });
    await asGuest.addItemToBasket({
      parameters: { basketId },
      body: [{ productId: 'clip-lamp', quantity: 2 }],
    });
    const { access_token: registered } = await jane(usid);
    const { baskets } = clientsOf(registered);
    const merge = { createDestinationBasket: true, productItemMergeMode: 'sum_quantities' };
    const merged = await baskets.mergeBasket({ parameters: merge });
    expect(merged).toMatchObject({
      customerInfo: { email: 'jane@example.com' },
      productItems: [{ productId: 'clip-lamp', quantity: 2 }],
    });
    const again = await refusal(baskets.mergeBasket({ parameters: merge }));
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ title: 'Source Basket' });
  });

  it('registers, signs in, and changes the password', async () => {
    const { access_token: token, usid } = await guest();
    const { customerId } = await clientsOf(token).customers.registerCustomer({
      body: {
        customer: {
          login: 'john@example.com',
          email: 'john@example.com',
          firstName: 'John',
          lastName: 'Roe',
        },
        password: 'Password2!',
      },
    });
    const { access_token: registered, customer_id: signedIn } =
      await sdk.helpers.loginRegisteredUserB2C({
        slasClient: login(),
        credentials: { username: 'john@example.com', password: 'Password2!' },
        parameters: { redirectURI, usid },
      });
    expect(signedIn).toBe(customerId);
    const { customers } = clientsOf(registered);
    expect(await customers.getCustomer({ parameters: { customerId } })).toMatchObject({
      firstName: 'John',
      authType: 'registered',
    });
    await customers.updateCustomerPassword({
      parameters: { customerId },
      body: { currentPassword: 'Password2!', password: 'Password3!' },
    });
    const refused = await refusal(customers.getCustomer({ parameters: { customerId } }));
    expect(refused).toMatchObject({
      status: 401,
      body: { detail: 'Customer credentials changed after token was issued.' },
    });
  });

  it('reads products', async () => {
    const { access_token: token } = await guest();
    const { products } = clientsOf(token);
    const some = await products.getProducts({ parameters: { ids: 'clip-lamp,brass-ruler' } });
    expect(some.data.map(({ id }: { id: string }) => id)).toEqual(['clip-lamp', 'brass-ruler']);
    const one = await products.getProduct({ parameters: { id: 'clip-lamp' } });
    expect(one).toMatchObject({ name: 'Clip lamp', price: 36 });
  });

  it('shares the basket with the controllers, and says whose session it sends', async () => {
    const { access_token: token } = await guest();
    const sessions = await fetch(`${emulator.origin}/s/RefArch/dw/shop/v23_2/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    const dwsid = /dwsid=([^;]+)/.exec(sessions.headers.getSetCookie().join('\n'))?.[1] ?? '';
    const { baskets } = clientsOf(token, { sfdc_dwsid: dwsid });
    const { basketId } = await baskets.createBasket({ body: {} });
    await baskets.addItemToBasket({
      parameters: { basketId },
      body: [{ productId: 'clip-lamp', quantity: 2 }],
    });
    const browser = emulator.browser();
    browser.setCookie('dwsid', dwsid);
    expect(pagePieces((await browser.visit('Cart-Show')).text)).toBe('2');
    await browser.visit('Cart-AddProduct', { pid: 'clip-lamp', quantity: '1' });
    const read = await baskets.getBasket({ parameters: { basketId } });
    expect(read.productItems).toMatchObject([{ productId: 'clip-lamp', quantity: 3 }]);
    const noted = emulator.platform.calls
      .list()
      .filter(({ service }) => service === 'scapi')
      .map(({ sfdcDwsid }) => sfdcDwsid);
    expect(noted).toEqual(['same-shopper', 'same-shopper', 'same-shopper']);
  });

  it('refuses a token after its 30 minutes', async () => {
    const { access_token: token, customer_id: customerId } = await guest();
    emulator.platform.clock.advance(1_800);
    const refused = await refusal(
      clientsOf(token).customers.getCustomer({ parameters: { customerId } }),
    );
    expect(refused.status).toBe(401);
  });
});
