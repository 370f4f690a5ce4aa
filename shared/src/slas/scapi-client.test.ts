import { describe, expect, it } from '@jest/globals';
import { COMMERCE, fakeService } from '../../../test/support/fake-service.ts';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import { createScapiClient } from './scapi-client.ts';

const BASKETS = '/checkout/shopper-baskets/v1/organizations/{organizationId}/baskets';
const BASKETS_URL =
  'https://api.test/checkout/shopper-baskets/v1/organizations/f_ecom_zzrf_001/baskets';
const ERRORS = 'https://api.commercecloud.salesforce.com/documentation/error/v1/errors';

function clientOf(answer: Response) {
  const { fetch, calls } = fakeService(answer);
  const scheduler = createTestScheduler();
  return { client: createScapiClient({ commerce: COMMERCE, fetch, scheduler }), calls };
}

describe('a call of a Shopper API', () => {
  it('carries token, session, site and JSON', async () => {
    const { client, calls } = clientOf(Response.json({ basketId: 'b1' }, { status: 201 }));
    const request = { path: BASKETS, query: { a: 'x y' }, body: { currency: 'EUR' }, dwsid: 'D==' };
    expect(await client.request('A.T.0', { method: 'POST', ...request })).toEqual({
      status: 201,
      body: { basketId: 'b1' },
    });
    expect(calls).toEqual([
      {
        line: `POST ${BASKETS_URL}?a=x+y&siteId=RefArch`,
        headers: {
          accept: 'application/json',
          authorization: 'Bearer A.T.0',
          'content-type': 'application/json',
          sfdc_dwsid: 'D==',
        },
        body: '{"currency":"EUR"}',
      },
    ]);
  });

  it('carries neither session nor body where there is none', async () => {
    for (const dwsid of [null, undefined]) {
      const { client, calls } = clientOf(new Response(null, { status: 204 }));
      const request = { method: 'GET', path: BASKETS, ...(dwsid === null && { dwsid }) } as const;
      expect(await client.request('A.T.0', request)).toEqual({ status: 204, body: null });
      expect(calls[0]).toEqual({
        line: `GET ${BASKETS_URL}?siteId=RefArch`,
        headers: { accept: 'application/json', authorization: 'Bearer A.T.0' },
        body: undefined,
      });
    }
  });

  it.each([
    '',
    'baskets',
    '@evil.test/baskets',
    '.evil.test/baskets',
    '/a/../b',
    '/a/%2e%2e/b',
    '/a?b=c',
    '/a#b',
    '/a b',
    '/a\\b',
  ])('goes nowhere else than it says: %s', async (path) => {
    const { client, calls } = clientOf(Response.json({}));
    const call = async () => client.request('A.T.0', { method: 'GET', path });
    await expect(call()).rejects.toThrow(TypeError);
    expect(calls).toEqual([]);
  });

  it('takes no session id that could be more than one', async () => {
    const { client, calls } = clientOf(Response.json({}));
    const request = { method: 'GET', path: BASKETS, dwsid: 'a\r\nb' } as const;
    await expect(client.request('A.T.0', request)).rejects.toThrow(TypeError);
    expect(calls).toEqual([]);
  });

  it('tells changed credentials from a token that has ended', async () => {
    const detail = 'Customer credentials changed after token was issued.';
    for (const [status, body, code] of [
      [401, { detail }, 'ERR_SLAS_CREDENTIALS_CHANGED'],
      [401, { detail: 'Your access token is invalid.' }, 'ERR_SLAS_INVALID_ACCESS_TOKEN'],
      [401, {}, 'ERR_SLAS_INVALID_ACCESS_TOKEN'],
      [403, { detail }, 'ERR_SLAS_REFUSED'],
      [409, { detail }, 'ERR_SLAS_CONFLICT'],
    ] as const) {
      const { client } = clientOf(Response.json(body, { status }));
      await expect(client.request('A.T.0', { method: 'GET', path: BASKETS })).rejects.toMatchObject(
        { code, status },
      );
    }
  });

  it('is unavailable where no JSON comes', async () => {
    const { client } = clientOf(new Response('<html>'));
    await expect(client.request('A.T.0', { method: 'GET', path: BASKETS })).rejects.toMatchObject({
      code: 'ERR_SLAS_UNAVAILABLE',
    });
  });
});

describe('registration', () => {
  const profile = {
    login: 'jane@example.com',
    email: 'jane@example.com',
    password: 'Password1!',
    firstName: 'Jane',
    lastName: 'Doe',
  };

  it('makes an account', async () => {
    const { client, calls } = clientOf(Response.json({ customerId: 'c1' }));
    expect(await client.registerCustomer('A.T.0', profile, { dwsid: 'D==' })).toEqual({
      customerId: 'c1',
    });
    expect(calls[0]).toMatchObject({
      line: 'POST https://api.test/customer/shopper-customers/v1/organizations/f_ecom_zzrf_001/customers?siteId=RefArch',
      headers: { sfdc_dwsid: 'D==' },
    });
    const { password, ...customer } = profile;
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({ customer, password });
  });

  it('is malformed without a customer, and refused without the password in the message', async () => {
    await expect(
      clientOf(Response.json({})).client.registerCustomer('A.T.0', profile),
    ).rejects.toMatchObject({ code: 'ERR_SLAS_MALFORMED_ANSWER' });
    const refusal = Response.json({ type: `${ERRORS}/login-already-in-use` }, { status: 400 });
    await expect(clientOf(refusal).client.registerCustomer('A.T.0', profile)).rejects.toMatchObject(
      {
        code: 'ERR_SLAS_REFUSED',
        message: 'SCAPI customers answered 400: login-already-in-use',
      },
    );
  });
});

describe('the merge of baskets', () => {
  it('takes over the basket of the guest', async () => {
    const { client, calls } = clientOf(Response.json({ basketId: 'b1' }));
    expect(await client.mergeBasket('A.T.0', { dwsid: 'D==' })).toBe('merged');
    expect(calls[0]).toMatchObject({
      line: `POST ${BASKETS_URL}/actions/merge?createDestinationBasket=true&productItemMergeMode=sum_quantities&siteId=RefArch`,
      headers: { 'content-type': 'application/json', sfdc_dwsid: 'D==' },
      body: undefined,
    });
  });

  it('has nothing to do where the guest had none', async () => {
    const answer = Response.json({ type: `${ERRORS}/source-basket` }, { status: 409 });
    expect(await clientOf(answer).client.mergeBasket('A.T.0')).toBe('nothing-to-merge');
  });

  it('conflicts for every other reason', async () => {
    for (const body of ['', '{"type":"x/other"}', '<html>', '{"type":7}']) {
      const answer = new Response(body, { status: 409 });
      await expect(clientOf(answer).client.mergeBasket('A.T.0')).rejects.toMatchObject({
        code: 'ERR_SLAS_CONFLICT',
        status: 409,
      });
    }
  });
});
