import type { Shopper } from 'domain-bridge/slas';
import type { Basket } from '../basket/basket.ts';
import type { Visitor } from '../shopper/visitor.ts';
import type { PageFrame } from './page-frame.ts';

/** Epoch seconds. */
export const NOW = 1_700_000_000;

export const ACCESS_TOKEN = 'eyJ-header.payload-that-nobody-sees.signature';

export const GUEST: Shopper = {
  kind: 'guest',
  customerId: 'abcdefghijklmnopqrstuvwxyz',
  usid: '0f0e0d0c-1111-2222-3333-444455556666',
  loginId: null,
  accessToken: ACCESS_TOKEN,
  accessTokenExpiresAt: NOW + 29 * 60,
  dwsid: 'DWSID678-the-rest-of-it==',
};

export const JANE: Shopper = { ...GUEST, kind: 'registered', loginId: 'jane@example.com' };

export const BASKET: Basket = {
  basketId: 'basket-1',
  lines: [
    { productId: 'clip-lamp', name: 'Clip <lamp>', quantity: 2, priceCents: 7_200 },
    { productId: 'brass-ruler', name: 'Brass ruler', quantity: 1, priceCents: 1_850 },
  ],
  pieces: 3,
  totalCents: 9_050,
  currency: 'USD',
};

/** A frame for somebody; by default a guest with something in the basket. */
export function frameFor(visitor: Partial<Visitor> = {}, more: Partial<PageFrame> = {}): PageFrame {
  return {
    title: 'Page',
    path: '/',
    visitor: { shopper: GUEST, firstName: null, basket: BASKET, trouble: null, ...visitor },
    trail: { now: [], before: [] },
    now: NOW,
    ...more,
  };
}
