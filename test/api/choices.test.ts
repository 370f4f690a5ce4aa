import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Shopper } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';

const PROMOTIONS = '/api/promotions';
const SHIPPING = '/api/shipping';

const open = openStore();

describe.each(['shopping', 'checkout'] as const)('the choices on %s', (side) => {
  let shopper: Shopper;
  beforeAll(() => {
    shopper = open.shopper('program');
  });
  async function expectRefusal(method: string, path: string, json: unknown, code: string) {
    const before = await shopper.state(side);
    expectProblem(await shopper.send(side, method, path, json), 422, code);
    expect(await shopper.state(side)).toEqual(before);
  }

  it('take a promotion code in any case, once, and let it go again', async () => {
    for (const code of ['WELCOME10', ' welcome10 ', 'FREESHIP']) {
      const answer = await shopper.send(side, 'POST', PROMOTIONS, { code });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toEqual(await shopper.state(side));
    }
    expect((await shopper.state(side)).promotions).toEqual(['FREESHIP', 'WELCOME10']);
    const answer = await shopper.send(side, 'DELETE', `${PROMOTIONS}/welcome10`);
    expect(JSON.parse(answer.body).promotions).toEqual(['FREESHIP']);
    expect((await shopper.send(side, 'DELETE', `${PROMOTIONS}/NOPE`)).status).toBe(200);
  });

  it.each([undefined, null, '', 'NOPE', 10, ['WELCOME10'], {}, '__proto__', 'constructor'])(
    'refuse the promotion code %p',
    (code) => expectRefusal('POST', PROMOTIONS, { code }, 'unknown_promotion'),
  );

  it('take a way of shipping, its postal code trimmed and left out when there is none', async () => {
    const choice = { method: 'express', country: 'DE' };
    const answer = await shopper.send(side, 'PUT', SHIPPING, { ...choice, postalCode: ' 10115 ' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body).shipping).toEqual({ ...choice, postalCode: '10115' });
    for (const postalCode of ['', '   ', null, undefined]) {
      await shopper.send(side, 'PUT', SHIPPING, { ...choice, postalCode });
      expect((await shopper.state(side)).shipping).toEqual(choice);
    }
  });

  it.each([
    {},
    { method: 'standard' },
    { country: 'IE' },
    { method: 'pigeon', country: 'IE' },
    { method: 'standard', country: 'XX' },
    { method: ['standard'], country: 'IE' },
    { method: 'standard', country: 'IE', postalCode: 10_115 },
    { method: 'standard', country: 'IE', postalCode: '1'.repeat(33) },
    { method: 'standard', country: 'IE', postalCode: 'a\u0000b' },
    { method: 'constructor', country: '__proto__' },
  ])('refuse the shipping %p', (choice) =>
    expectRefusal('PUT', SHIPPING, choice, 'unknown_shipping'),
  );
});
