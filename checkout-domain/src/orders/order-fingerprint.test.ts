import { describe, expect, it } from '@jest/globals';
import { fingerprintOrder, type OrderRequest } from './order-fingerprint.ts';

const REQUEST: OrderRequest = {
  lines: [
    { sku: 'BOOT-1', quantity: 2, options: { size: '42', colour: 'red' } },
    { sku: 'SOCK-1', quantity: 3 },
  ],
  promotions: ['WELCOME10', 'FREESHIP'],
  shipping: { method: 'standard', country: 'IE', postalCode: 'D02' },
};
const [boots, socks] = REQUEST.lines;
if (!boots || !socks) throw new Error('two lines are expected');

describe('fingerprintOrder', () => {
  it('is 64 hexadecimal digits', () => {
    expect(fingerprintOrder(REQUEST)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not change with the order of lines, options and codes', () => {
    const shuffled = {
      ...REQUEST,
      lines: [socks, { ...boots, options: { colour: 'red', size: '42' } }],
      promotions: ['FREESHIP', 'WELCOME10'],
    };
    expect(fingerprintOrder(shuffled)).toBe(fingerprintOrder(REQUEST));
  });

  it('does not change with a price, nor with anything else beside the request', () => {
    const priced = { ...REQUEST, lines: [{ ...boots, unitPrice: 5 }, socks], total: 7 };
    expect(fingerprintOrder(priced)).toBe(fingerprintOrder(REQUEST));
  });

  it.each<[string, OrderRequest]>([
    ['a quantity', { ...REQUEST, lines: [{ ...boots, quantity: 3 }, socks] }],
    [
      'an option',
      { ...REQUEST, lines: [{ ...boots, options: { size: '43', colour: 'red' } }, socks] },
    ],
    ['a line less', { ...REQUEST, lines: [boots] }],
    ['a line twice', { ...REQUEST, lines: [boots, socks, socks] }],
    ['a code less', { ...REQUEST, promotions: ['WELCOME10'] }],
    ['the method', { ...REQUEST, shipping: { ...REQUEST.shipping, method: 'express' } }],
    ['the postal code', { ...REQUEST, shipping: { method: 'standard', country: 'IE' } }],
  ])('changes with %s', (_case, request) => {
    expect(fingerprintOrder(request)).not.toBe(fingerprintOrder(REQUEST));
  });

  it('cannot be led astray by separators in a text', () => {
    const one = { ...REQUEST, promotions: ['A","B'] };
    const two = { ...REQUEST, promotions: ['A', 'B'] };
    expect(fingerprintOrder(one)).not.toBe(fingerprintOrder(two));
  });
});
