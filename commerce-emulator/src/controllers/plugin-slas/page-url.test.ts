import { describe, expect, it } from '@jest/globals';
import { pageUrl } from './page-url.ts';

const HOME = '/home';
const CART = '/on/demandware.store/Sites-RefArch-Site/en_US/Cart-Show';

describe('pageUrl', () => {
  it('is the same page, with its query', () => {
    expect(pageUrl(CART, '', HOME)).toBe(CART);
    expect(pageUrl(CART, '?a=1&b=2', HOME)).toBe(`${CART}?a=1&b=2`);
  });

  it('decodes values and encodes them anew', () => {
    expect(pageUrl(CART, '?q=a%20b&r=%C3%A9', HOME)).toBe(`${CART}?q=a+b&r=%C3%A9`);
  });

  it('leads home from a path of three parts or fewer', () => {
    expect(pageUrl('/s/RefArch/home', '?a=1', HOME)).toBe(HOME);
    expect(pageUrl('/s/RefArch/home/x', '', HOME)).toBe('/s/RefArch/home/x');
  });
});
