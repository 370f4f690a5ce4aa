import { describe, expect, it } from '@jest/globals';
import { parseOrigin } from '../core/origin.ts';
import { bridgeLink } from './bridge-link.ts';

const pair = {
  shopping: parseOrigin('http://shop.test'),
  checkout: parseOrigin('https://checkout.test'),
};
const atShop = (url: string): string => bridgeLink({ pair, role: 'shopping' }, url);
const atCheckout = (url: string): string => bridgeLink({ pair, role: 'checkout' }, url);

describe('a bridge link', () => {
  it('to the other domain starts a hand-off there', () => {
    expect(atShop('https://checkout.test/checkout?step=2')).toBe(
      'https://checkout.test/bridge/start?return=%2Fcheckout%3Fstep%3D2',
    );
    expect(atCheckout('http://shop.test')).toBe('http://shop.test/bridge/start?return=%2F');
  });

  it.each(['/cart', 'cart', '', '?page=2', '#top', 'http://shop.test/cart', 'HTTP://SHOP.TEST/'])(
    'that stays on its domain stays as it is: %j',
    (url) => expect(atShop(url)).toBe(url),
  );

  it.each([
    'https://evil.test/',
    '//evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    'http://checkout.test/checkout',
    'https://checkout.test:8443/',
    'https://checkout.test./',
    'https://checkout.test@evil.test/',
    'https://checkout.test.evil.test/',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.test',
    'http://',
    'https://[::1',
  ])('to anywhere else is refused: %j', (url) => {
    expect(() => atShop(url)).toThrow(
      expect.objectContaining({ code: 'ERR_HANDOFF_FOREIGN_ORIGIN' }),
    );
  });

  it('does not repeat the address it refuses: it may be a stranger’s', () => {
    expect(() => atShop('https://evil.test/?secret')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('evil') }),
    );
  });

  it('takes user and password off', () => {
    expect(atShop('https://user:password@checkout.test/account')).toBe(
      'https://checkout.test/bridge/start?return=%2Faccount',
    );
  });
});
