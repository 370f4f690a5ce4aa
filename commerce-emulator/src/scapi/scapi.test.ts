import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { logCalls } from '../http/log-calls.ts';
import { PUBLIC_CLIENT_ID } from '../platform/clients.ts';
import { FIRST_SHOPPER } from '../platform/customers.ts';
import { customerIdOf, type Identity } from '../platform/identity.ts';
import { createPlatform } from '../platform/platform.ts';
import { createScapi } from './scapi.ts';

const BASKETS = '/checkout/shopper-baskets/v1/organizations/f_ecom_zzrf_001';
const CUSTOMERS = '/customer/shopper-customers/v1/organizations/f_ecom_zzrf_001';
const PRODUCTS = '/product/shopper-products/v1/organizations/f_ecom_zzrf_001';
const ERRORS = 'https://api.commercecloud.salesforce.com/documentation/error/v1/errors/';
const INVALID_TOKEN =
  "Your access token is invalid and can't be used to identify an API client or user.";

function createWorld() {
  const platform = createPlatform({ clock: () => 1_700_000_000_000 });
  const app = express();
  app.use(logCalls(platform.calls, platform.clock), createScapi(platform));

  const tokenOf = (identity: Identity, usid: string) =>
    platform.tokens.issue({
      clientId: PUBLIC_CLIENT_ID,
      scopes: [],
      channelId: platform.siteId,
      usid,
      identity,
      displayName: 'Jane Doe',
      dnt: false,
    });
  const shopperOf = (identity: Identity, usid: string) => {
    const bearer = `Bearer ${tokenOf(identity, usid)}`;
    const call = (method: 'get' | 'post' | 'patch' | 'put' | 'delete', path: string) =>
      request(app)[method](path).query({ siteId: 'RefArch' }).set('Authorization', bearer);
    return { customerId: customerIdOf(identity), call };
  };
  const guest = () => {
    const { usid, gcid } = platform.usids.claim(null, platform.siteId) ?? { usid: '', gcid: '' };
    return { ...shopperOf({ kind: 'guest', gcid }, usid), usid, gcid };
  };
  const jane = (usid: string, gcid: string) => {
    const { rcid, login } = platform.customers.find(FIRST_SHOPPER.login) ?? { rcid: '', login: '' };
    return shopperOf({ kind: 'registered', gcid, rcid, login }, usid);
  };
  return { platform, app, guest, jane };
}

describe('scapi', () => {
  it('creates a basket, and shows it by its id and by its customer', async () => {
    const { guest } = createWorld();
    const { call, customerId } = guest();
    const made = await call('post', `${BASKETS}/baskets`).send({}).expect(200);
    expect(made.body).toMatchObject({
      currency: 'USD',
      customerInfo: { customerId },
      productItems: [],
    });
    const { basketId } = made.body;
    const read = await call('get', `${BASKETS}/baskets/${basketId}`).expect(200);
    expect(read.body).toEqual(made.body);
    const listed = await call('get', `${CUSTOMERS}/customers/${customerId}/baskets`).expect(200);
    expect(listed.body).toEqual({ baskets: [made.body], total: 1 });
  });

  it('lists no basket where there is none', async () => {
    const { guest } = createWorld();
    const { call, customerId } = guest();
    const listed = await call('get', `${CUSTOMERS}/customers/${customerId}/baskets`).expect(200);
    expect(listed.body).toEqual({ total: 0 });
  });

  it('adds, updates and removes product items', async () => {
    const { guest } = createWorld();
    const { call } = guest();
    const { basketId } = (await call('post', `${BASKETS}/baskets`).send({})).body;
    const items = `${BASKETS}/baskets/${basketId}/items`;
    const added = await call('post', items)
      .send([{ productId: 'clip-lamp', quantity: 2 }, { productId: 'brass-ruler' }])
      .expect(200);
    expect(added.body).toMatchObject({
      productSubTotal: 90.5,
      productItems: [
        { productId: 'clip-lamp', quantity: 2, price: 72, productName: 'Clip lamp' },
        { productId: 'brass-ruler', quantity: 1, price: 18.5 },
      ],
    });
    const [lamp, ruler] = added.body.productItems;
    const updated = await call('patch', `${items}/${lamp.itemId}`)
      .send({ quantity: 1 })
      .expect(200);
    expect(updated.body.productSubTotal).toBe(54.5);
    const removed = await call('delete', `${items}/${ruler.itemId}`).expect(200);
    expect(removed.body.productItems).toHaveLength(1);
  });

  it('creates a basket with its first items', async () => {
    const { guest } = createWorld();
    const made = await guest()
      .call('post', `${BASKETS}/baskets`)
      .send({ productItems: [{ productId: 'clip-lamp', quantity: 2 }] })
      .expect(200);
    expect(made.body.productItems).toMatchObject([{ productId: 'clip-lamp', quantity: 2 }]);
  });

  it('adds all of the items or none', async () => {
    const { guest, platform } = createWorld();
    const { call, customerId } = guest();
    const { basketId } = (await call('post', `${BASKETS}/baskets`).send({})).body;
    const add = (body: unknown) =>
      call('post', `${BASKETS}/baskets/${basketId}/items`).send(body as object);
    const unknown = await add([{ productId: 'clip-lamp' }, { productId: 'moon' }]).expect(400);
    expect(unknown.body.type).toBe(`${ERRORS}product-not-found`);
    await add([{ productId: 'clip-lamp' }, { productId: 'arc-lamp', quantity: 0 }]).expect(400);
    await add([{ productId: 'clip-lamp' }, { quantity: 1 }]).expect(400);
    await add([]).expect(400);
    await add({ productId: 'clip-lamp' }).expect(400);
    expect(platform.baskets.of(customerId)?.items).toEqual([]);
  });

  it('refuses a second open basket', async () => {
    const { guest } = createWorld();
    const { call } = guest();
    await call('post', `${BASKETS}/baskets`).send({}).expect(200);
    const again = await call('post', `${BASKETS}/baskets`).send({}).expect(400);
    expect(again.body.type).toBe(`${ERRORS}customer-baskets-quota-exceeded`);
  });

  it('deletes a basket', async () => {
    const { guest, platform } = createWorld();
    const { call, customerId } = guest();
    const { basketId } = (await call('post', `${BASKETS}/baskets`).send({})).body;
    await call('delete', `${BASKETS}/baskets/${basketId}`).expect(204);
    expect(platform.baskets.of(customerId)).toBeNull();
  });

  it('shows the basket of one shopper to no other', async () => {
    const { guest } = createWorld();
    const owner = guest();
    const { basketId } = (await owner.call('post', `${BASKETS}/baskets`).send({})).body;
    const other = guest();
    const refused = await other.call('get', `${BASKETS}/baskets/${basketId}`).expect(404);
    expect(refused.body.type).toBe(`${ERRORS}basket-not-found`);
    await other.call('get', `${CUSTOMERS}/customers/${owner.customerId}/baskets`).expect(404);
    await other.call('get', `${CUSTOMERS}/customers/${owner.customerId}`).expect(404);
  });

  it('merges the basket of the guest that a shopper was', async () => {
    const { guest, jane, platform } = createWorld();
    const { usid, gcid } = guest();
    platform.baskets.add(gcid, 'clip-lamp', 2);
    const { call, customerId } = jane(usid, gcid);
    platform.baskets.add(customerId, 'clip-lamp', 1);
    const merged = await call('post', `${BASKETS}/baskets/actions/merge`)
      .query({ createDestinationBasket: true, productItemMergeMode: 'sum_quantities' })
      .expect(200);
    expect(merged.body).toMatchObject({
      customerInfo: { customerId, email: 'jane@example.com' },
      productItems: [{ productId: 'clip-lamp', quantity: 3 }],
    });
    expect(platform.baskets.of(gcid)).toBeNull();
  });

  it('keeps the higher quantity when a merge names no mode', async () => {
    const { guest, jane, platform } = createWorld();
    const { usid, gcid } = guest();
    platform.baskets.add(gcid, 'clip-lamp', 2);
    const { call, customerId } = jane(usid, gcid);
    platform.baskets.add(customerId, 'clip-lamp', 1);
    const merged = await call('post', `${BASKETS}/baskets/actions/merge`).expect(200);
    expect(merged.body.productItems).toMatchObject([{ quantity: 2 }]);
  });

  it('names the previous customer when that guest has no basket', async () => {
    const { guest, jane } = createWorld();
    const { usid, gcid } = guest();
    const refused = await jane(usid, gcid)
      .call('post', `${BASKETS}/baskets/actions/merge`)
      .query({ createDestinationBasket: true })
      .expect(409);
    expect(refused.body).toMatchObject({ type: `${ERRORS}source-basket`, title: 'Source Basket' });
    expect(refused.body.detail).toContain(gcid);
  });

  it('creates a destination for a merge only when told to', async () => {
    const { guest, jane, platform } = createWorld();
    const { usid, gcid } = guest();
    platform.baskets.add(gcid, 'clip-lamp', 2);
    const { call } = jane(usid, gcid);
    const merge = `${BASKETS}/baskets/actions/merge`;
    const refused = await call('post', merge).expect(409);
    expect(refused.body.type).toBe(`${ERRORS}basket-merge`);
    await call('post', merge).query({ createDestinationBasket: true }).expect(200);
  });

  it('refuses a merge of a guest, and a mode that does not exist', async () => {
    const { guest, jane, platform } = createWorld();
    const { usid, gcid, call } = guest();
    platform.baskets.add(gcid, 'clip-lamp', 2);
    await call('post', `${BASKETS}/baskets/actions/merge`).expect(403);
    await jane(usid, gcid)
      .call('post', `${BASKETS}/baskets/actions/merge`)
      .query({ createDestinationBasket: true, productItemMergeMode: 'all' })
      .expect(400);
  });

  it('registers a customer, and refuses a login that is taken', async () => {
    const { guest, platform } = createWorld();
    const { call } = guest();
    const body = {
      customer: {
        login: 'john@example.com',
        email: 'john@example.com',
        firstName: 'John',
        lastName: 'Roe',
      },
      password: 'Password2!',
    };
    const made = await call('post', `${CUSTOMERS}/customers`).send(body).expect(200);
    expect(made.body).toMatchObject({
      authType: 'registered',
      login: 'john@example.com',
      firstName: 'John',
    });
    expect(platform.customers.authenticate('john@example.com', 'Password2!')?.rcid).toBe(
      made.body.customerId,
    );
    const again = await call('post', `${CUSTOMERS}/customers`).send(body).expect(400);
    expect(again.body).toEqual({
      title: 'Login Already In Use',
      type: `${ERRORS}login-already-in-use`,
      detail: 'The login is already in use.',
    });
  });

  it.each([
    ['no login', { customer: { email: 'a@b.example', lastName: 'B' }, password: 'Password2!' }],
    ['no last name', { customer: { login: 'a', email: 'a@b.example' }, password: 'Password2!' }],
    ['no e-mail', { customer: { login: 'a', lastName: 'B' }, password: 'Password2!' }],
    [
      'a short password',
      { customer: { login: 'a', email: 'e', lastName: 'B' }, password: 'short' },
    ],
    ['nothing', {}],
  ])('refuses to register with %s', async (_what, body) => {
    const { guest } = createWorld();
    await guest().call('post', `${CUSTOMERS}/customers`).send(body).expect(400);
  });

  it('shows a shopper who they are', async () => {
    const { guest, jane } = createWorld();
    const { usid, gcid, call } = guest();
    const asGuest = await call('get', `${CUSTOMERS}/customers/${gcid}`).expect(200);
    expect(asGuest.body).toMatchObject({ authType: 'guest', customerId: gcid });
    const shopper = jane(usid, gcid);
    const asJane = await shopper
      .call('get', `${CUSTOMERS}/customers/${shopper.customerId}`)
      .expect(200);
    expect(asJane.body).toMatchObject({
      authType: 'registered',
      firstName: 'Jane',
      customerNo: '00000001',
    });
  });

  it('changes a password, and then takes no older token', async () => {
    const { guest, jane, platform } = createWorld();
    const { usid, gcid } = guest();
    const { call, customerId } = jane(usid, gcid);
    const password = `${CUSTOMERS}/customers/${customerId}/password`;
    const wrong = await call('put', password)
      .send({ currentPassword: 'Wrong', password: 'Password2!' })
      .expect(400);
    expect(wrong.body.type).toBe(`${ERRORS}invalid-password`);
    await call('put', password)
      .send({ currentPassword: FIRST_SHOPPER.password, password: 'short' })
      .expect(400);
    await call('put', password)
      .send({ currentPassword: FIRST_SHOPPER.password, password: 'Password2!' })
      .expect(204);
    expect(platform.customers.authenticate(FIRST_SHOPPER.login, 'Password2!')).not.toBeNull();
    const refused = await call('get', `${CUSTOMERS}/customers/${customerId}`).expect(401);
    expect(refused.body).toEqual({
      type: `${ERRORS}unauthorized`,
      title: 'Unauthorized',
      detail: 'Customer credentials changed after token was issued.',
    });
  });

  it('does not let one shopper change the password of another', async () => {
    const { guest, platform } = createWorld();
    const rcid = platform.customers.find(FIRST_SHOPPER.login)?.rcid;
    await guest()
      .call('put', `${CUSTOMERS}/customers/${rcid}/password`)
      .send({ currentPassword: FIRST_SHOPPER.password, password: 'Password2!' })
      .expect(404);
    expect(
      platform.customers.authenticate(FIRST_SHOPPER.login, FIRST_SHOPPER.password),
    ).not.toBeNull();
  });

  it('answers products by their ids, and one', async () => {
    const { guest } = createWorld();
    const { call } = guest();
    const some = await call('get', `${PRODUCTS}/products`)
      .query({ ids: 'clip-lamp,moon,arc-lamp' })
      .expect(200);
    expect(some.body).toMatchObject({
      total: 2,
      data: [{ id: 'clip-lamp', price: 36 }, { id: 'arc-lamp' }],
    });
    const one = await call('get', `${PRODUCTS}/products/brass-ruler`).expect(200);
    expect(one.body).toMatchObject({ id: 'brass-ruler', price: 18.5, currency: 'USD' });
    const none = await call('get', `${PRODUCTS}/products/moon`).expect(404);
    expect(none.body.type).toBe(`${ERRORS}product-not-found`);
    await call('get', `${PRODUCTS}/products`).expect(400);
  });

  it.each([
    ['none', undefined],
    ['a client', 'Basic YTpi'],
    ['a token of nobody', 'Bearer abc.def.ghi'],
  ])('answers 401 to %s', async (_what, authorization) => {
    const { app } = createWorld();
    const call = request(app).get(`${BASKETS}/baskets/1`).query({ siteId: 'RefArch' });
    if (authorization !== undefined) call.set('Authorization', authorization);
    const refused = await call.expect(401);
    expect(refused.body).toEqual({
      type: `${ERRORS}unauthorized`,
      title: 'Unauthorized',
      detail: INVALID_TOKEN,
    });
    expect(refused.get('www-authenticate')).toBe(
      `Bearer realm="servers", error="invalid_token", error_description="${INVALID_TOKEN}"`,
    );
  });

  it('takes a token for 30 minutes', async () => {
    const { guest, platform } = createWorld();
    const { call, gcid } = guest();
    platform.clock.advance(1_799);
    await call('get', `${CUSTOMERS}/customers/${gcid}`).expect(200);
    platform.clock.advance(1);
    const refused = await call('get', `${CUSTOMERS}/customers/${gcid}`).expect(401);
    expect(refused.body.detail).toBe(INVALID_TOKEN);
  });

  it('takes no token of OCAPI', async () => {
    const { app, platform } = createWorld();
    const jwt = platform.tokens.issueOcapi({ kind: 'guest', gcid: 'abc' }, PUBLIC_CLIENT_ID);
    await request(app)
      .get(`${BASKETS}/baskets/1`)
      .query({ siteId: 'RefArch' })
      .set('Authorization', `Bearer ${jwt}`)
      .expect(401);
  });

  it('knows one organization and one site', async () => {
    const { guest, app } = createWorld();
    const { call, gcid } = guest();
    const elsewhere = `${CUSTOMERS.replace('zzrf', 'aaaa')}/customers/${gcid}`;
    await call('get', elsewhere).expect(404);
    const path = `${CUSTOMERS}/customers/${gcid}`;
    await request(app).get(path).expect(400);
    await request(app).get(path).query({ siteId: 'SiteGenesis' }).expect(400);
  });

  it('refuses a body that is no JSON', async () => {
    const { guest } = createWorld();
    const refused = await guest()
      .call('post', `${BASKETS}/baskets`)
      .set('Content-Type', 'application/json')
      .send('{"productItems":')
      .expect(400);
    expect(refused.body.type).toBe(`${ERRORS}bad-request`);
  });

  it.each<[string, (own: string, other: string) => string | null, string | null]>([
    ['a session of the same shopper', (own) => own, 'same-shopper'],
    ['a session of somebody else', (_own, other) => other, 'other-shopper'],
    ['a session that is not there', () => 'abc==', 'no-session'],
    ['what is no session id', () => '%zz', 'no-session'],
    ['nothing', () => null, null],
  ])('takes sfdc_dwsid and notes that it names %s', async (_what, chosen, noted) => {
    const { guest, platform } = createWorld();
    const { call, gcid } = guest();
    const { siteId } = platform;
    const own = platform.sessions.create({ siteId, identity: { kind: 'guest', gcid } }).dwsid;
    const other = platform.sessions.create({ siteId }).dwsid;
    const header = chosen(own, other);
    const pending = call('get', `${CUSTOMERS}/customers/${gcid}`);
    await (header === null ? pending : pending.set('sfdc_dwsid', header)).expect(200);
    expect(platform.calls.list().map(({ sfdcDwsid }) => sfdcDwsid)).toEqual([noted]);
  });
});
