import { describe, expect, it } from '@jest/globals';
import { parseOrigin } from './origin.ts';

describe('an origin', () => {
  it('is serialised as browsers do it', () => {
    expect(parseOrigin('https://Checkout.example:8443/')).toEqual({
      href: 'https://checkout.example:8443',
      host: 'checkout.example:8443',
      hostname: 'checkout.example',
      secure: true,
    });
    expect(parseOrigin('http://shop.example').secure).toBe(false);
  });

  it('loses its default port', () => {
    expect(parseOrigin('https://checkout.example:443').host).toBe('checkout.example');
    expect(parseOrigin('http://shop.example:80').href).toBe('http://shop.example');
    expect(parseOrigin('http://shop.example:443').host).toBe('shop.example:443');
  });

  it.each([
    '',
    'shop.example',
    '//shop.example',
    'ftp://shop.example',
    'file:///etc',
    'javascript:alert(1)',
    'https://',
    'https://shop.example/path',
    'https://shop.example//',
    'https://shop.example?q',
    'https://shop.example/?',
    'https://shop.example#',
    'https://user@shop.example',
    'https://user:word@shop.example',
    'https://shop.example:99999',
  ])('is not %j', (text) => {
    expect(() => parseOrigin(text)).toThrow(TypeError);
  });
});
