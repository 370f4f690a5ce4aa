import { describe, expect, it } from '@jest/globals';
import { type RequestShopper, type ScapiRequest, SlasError } from 'domain-bridge/slas';
import { addToBasket } from './basket-calls.ts';

const LAMP = { productId: 'clip-lamp', quantity: 2 };
const BASKETS = '/checkout/shopper-baskets/v1/organizations/{organizationId}/baskets';
const OWN_BASKETS =
  '/customer/shopper-customers/v1/organizations/{organizationId}/customers/guest-1/baskets';

/** A shopper whose calls are answered in turn, and written down. */
function shopperWith(answers: readonly unknown[]) {
  const calls: string[] = [];
  const left = [...answers];
  const scapi = async ({ method, path, body }: ScapiRequest) => {
    calls.push([method, path, ...(body ? [JSON.stringify(body)] : [])].join(' '));
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return { status: 200, body: answer };
  };
  return { calls, request: { scapi } as unknown as RequestShopper };
}

const add = (request: RequestShopper) => addToBasket(request, { customerId: 'guest-1' }, LAMP);
const refusal = () => new SlasError('ERR_SLAS_REFUSED', 'refused', { status: 400 });
const ONE_BASKET = { baskets: [{ basketId: 'b 1', productItems: [] }] };

describe('adding to the basket', () => {
  it('makes one where there is none', async () => {
    const { calls, request } = shopperWith([{ total: 0 }, {}]);
    await add(request);
    expect(calls).toEqual([
      `GET ${OWN_BASKETS}`,
      `POST ${BASKETS} ${JSON.stringify({ productItems: [LAMP] })}`,
    ]);
  });

  it('adds to the one that is there', async () => {
    const { calls, request } = shopperWith([ONE_BASKET, {}]);
    await add(request);
    expect(calls).toEqual([
      `GET ${OWN_BASKETS}`,
      `POST ${BASKETS}/b%201/items ${JSON.stringify([LAMP])}`,
    ]);
  });

  it('adds to the one that a second tab has made meanwhile', async () => {
    const { calls, request } = shopperWith([{ total: 0 }, refusal(), ONE_BASKET, {}]);
    await add(request);
    expect(calls.at(-1)).toBe(`POST ${BASKETS}/b%201/items ${JSON.stringify([LAMP])}`);
  });

  it('passes on what was refused for another reason', async () => {
    const { request } = shopperWith([{ total: 0 }, refusal(), { total: 0 }]);
    await expect(add(request)).rejects.toMatchObject({ code: 'ERR_SLAS_REFUSED' });
  });

  it('asks once where nobody answers', async () => {
    const { calls, request } = shopperWith([new SlasError('ERR_SLAS_UNAVAILABLE', 'down')]);
    await expect(add(request)).rejects.toMatchObject({ code: 'ERR_SLAS_UNAVAILABLE' });
    expect(calls).toHaveLength(1);
  });
});
