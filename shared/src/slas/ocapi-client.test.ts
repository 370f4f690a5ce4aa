import { describe, expect, it } from '@jest/globals';
import { COMMERCE, fakeService, settingCookies } from '../../../test/support/fake-service.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import { type CustomerAuth, createOcapiClient, type OcapiClientOptions } from './ocapi-client.ts';

const SHOP = 'https://shop.test/s/RefArch/dw/shop/v23_2';
const COMMON = { accept: 'application/json', 'x-dw-client-id': 'c1' };

function clientOf(answer: Response, over: Partial<OcapiClientOptions> = {}) {
  const { fetch, calls } = fakeService(answer);
  const scheduler = createTestScheduler();
  const options = {
    commerce: COMMERCE,
    clientId: 'c1',
    fetch,
    scheduler,
    clock: createTestClock().now,
  };
  return { client: createOcapiClient({ ...options, ...over }), calls };
}
const session = (): Response => settingCookies(null, 204, 'dwsid=abc==; Path=/; HttpOnly');
const fault = (type: string, accessToken?: string): Response =>
  Response.json(
    { _v: '23.2', fault: { arguments: { accessToken }, type, message: 'Unauthorized.' } },
    { status: 401 },
  );

describe('a session of OCAPI', () => {
  it('is made for a token, with the address of the shopper', async () => {
    const { client, calls } = clientOf(session());
    expect(await client.createSession('A.T.0', { clientIp: '2001:db8::1' })).toEqual({
      dwsid: 'abc==',
      cookies: [{ name: 'dwsid', value: 'abc==', maxAgeSeconds: null }],
    });
    expect(calls).toEqual([
      {
        line: `POST ${SHOP}/sessions`,
        headers: { ...COMMON, authorization: 'Bearer A.T.0', 'x-client-ip': '2001:db8::1' },
        body: undefined,
      },
    ]);
  });

  it('takes the address under another name, or not at all', async () => {
    const named = clientOf(session(), { clientIpHeader: 'x-shopper-ip' });
    await named.client.createSession('A.T.0', { clientIp: '192.0.2.1' });
    expect(named.calls[0]?.headers).toMatchObject({ 'x-shopper-ip': '192.0.2.1' });
    const without = clientOf(session(), { clientIpHeader: null });
    await without.client.createSession('A.T.0', { clientIp: '192.0.2.1' });
    expect(without.calls[0]?.headers).toEqual({ ...COMMON, authorization: 'Bearer A.T.0' });
  });

  it.each([undefined, '', 'localhost', '1.2.3.4, 5.6.7.8', '1.2.3.4\r\nx: y'])(
    'leaves out what is no address: %j',
    async (clientIp) => {
      const { client, calls } = clientOf(session());
      await client.createSession('A.T.0', { clientIp });
      expect(Object.keys(calls[0]?.headers ?? {})).not.toContain('x-client-ip');
    },
  );

  it('is malformed without dwsid', async () => {
    for (const answer of [new Response(null, { status: 204 }), settingCookies('', 200, 'sid=1')]) {
      await expect(clientOf(answer).client.createSession('A.T.0')).rejects.toMatchObject({
        code: 'ERR_SLAS_MALFORMED_ANSWER',
      });
    }
  });

  it('tells changed credentials from a token that has ended', async () => {
    const changed = 'Customer credentials changed after token was issued. Please Login again.';
    for (const [answer, code] of [
      [fault('InvalidAccessTokenException', changed), 'ERR_SLAS_CREDENTIALS_CHANGED'],
      [fault('InvalidAccessTokenException', 'expired'), 'ERR_SLAS_INVALID_ACCESS_TOKEN'],
      [fault('AuthorizationHeaderMissingException'), 'ERR_SLAS_INVALID_ACCESS_TOKEN'],
      [new Response('', { status: 401 }), 'ERR_SLAS_INVALID_ACCESS_TOKEN'],
      [Response.json({ fault: null }, { status: 401 }), 'ERR_SLAS_INVALID_ACCESS_TOKEN'],
      [Response.json({ fault: {} }, { status: 403 }), 'ERR_SLAS_REFUSED'],
      [new Response('<html>', { status: 401 }), 'ERR_SLAS_UNAVAILABLE'],
    ] as const) {
      await expect(clientOf(answer).client.createSession('A.T.0')).rejects.toMatchObject({ code });
    }
  });

  it('is not asked for with a token that no header takes', async () => {
    const { client, calls } = clientOf(session());
    await expect(client.createSession('a\nb')).rejects.toMatchObject({
      code: 'ERR_SLAS_INVALID_ACCESS_TOKEN',
    });
    expect(calls).toEqual([]);
  });

  it.each<Partial<OcapiClientOptions>>([
    { clientId: '' },
    { clientIpHeader: 'x y' },
    { clientIpHeader: '' },
  ])('is not made with %j', (over) => {
    expect(() => clientOf(session(), over)).toThrow(TypeError);
  });
});

describe('customers/auth', () => {
  const customer = (over = {}, headers: HeadersInit = { authorization: 'Bearer ey.J.1' }) =>
    Response.json(
      { _type: 'customer', auth_type: 'guest', customer_id: 'cu1', ...over },
      { headers },
    );
  const cookies = [
    { name: 'dwsid', value: 'abc==', maxAgeSeconds: null },
    { name: 'dwsecuretoken_x', value: 's1', maxAgeSeconds: null },
    { name: 'dwanonymous_x', value: '', maxAgeSeconds: 0 },
  ];

  it.each<[CustomerAuth, object]>([
    [{ type: 'guest' }, {}],
    [
      { type: 'credentials', username: 'jane@example.com', password: 'Pa$$ wörd:1' },
      { authorization: 'Basic amFuZUBleGFtcGxlLmNvbTpQYSQkIHfDtnJkOjE=' },
    ],
    [
      { type: 'session', session: { dwsid: 'abc==', cookies } },
      { cookie: 'dwsid=abc==; dwsecuretoken_x=s1' },
    ],
    [{ type: 'refresh', token: 'ey.J.0' }, { authorization: 'Bearer ey.J.0' }],
  ])('is asked as %j', async (auth, headers) => {
    const { client, calls } = clientOf(customer());
    expect(await client.authenticate(auth)).toEqual({
      token: 'ey.J.1',
      customerId: 'cu1',
      kind: 'guest',
    });
    expect(calls).toEqual([
      {
        line: `POST ${SHOP}/customers/auth`,
        headers: { ...COMMON, 'content-type': 'application/json', ...headers },
        body: `{"type":"${auth.type}"}`,
      },
    ]);
  });

  it('is malformed without token, customer or kind', async () => {
    for (const answer of [
      customer({}, {}),
      customer({}, { authorization: 'Basic x' }),
      customer({ customer_id: '' }),
      customer({ auth_type: 'agent' }),
    ]) {
      await expect(clientOf(answer).client.authenticate({ type: 'guest' })).rejects.toMatchObject({
        code: 'ERR_SLAS_MALFORMED_ANSWER',
      });
    }
  });

  it('tells wrong credentials from a token that is not good', async () => {
    const credentials = { type: 'credentials', username: 'j', password: 'p' } as const;
    await expect(clientOf(fault('X')).client.authenticate(credentials)).rejects.toMatchObject({
      code: 'ERR_SLAS_WRONG_CREDENTIALS',
    });
    const refresh = { type: 'refresh', token: 'ey.J.0' } as const;
    await expect(clientOf(fault('X')).client.authenticate(refresh)).rejects.toMatchObject({
      code: 'ERR_SLAS_INVALID_ACCESS_TOKEN',
    });
  });
});
