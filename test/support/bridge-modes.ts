import type { SideOptions } from './store-pair.ts';

/** A shop on https: there a signed token takes along what an encrypted one does. */
export const SECURE_SHOP = { shoppingOrigin: 'https://shop.test' } as const;
/** A plain-HTTP shop that gets signed tokens: neither link nor postal code goes to it. */
export const SIGNED_HTTP_SHOP: SideOptions = { mode: 'signed' };

/** Every way of spelling tokens in which journeys end the same, by name; for `describe.each`. */
export const MODES: [name: string, both: SideOptions][] = [
  ['encrypted', {}],
  ['signed, the shop on https', { ...SECURE_SHOP, mode: 'signed' }],
  ['signed to checkout alone', { mode: { toCheckout: 'signed', toShopping: 'encrypted' } }],
  [
    'signed to the shop alone, on https',
    { ...SECURE_SHOP, mode: { toCheckout: 'encrypted', toShopping: 'signed' } },
  ],
];

/** `BRIDGE_MODE` of running stores whose shop is on plain HTTP: where nobody is recognized, the cart crosses all the same. */
export const STORE_MODES = ['encrypted', 'signed'] as const;

/** Whether a shop recognizes anybody. */
export function recognizes(scheme: 'http' | 'https', mode: string): boolean {
  return scheme === 'https' || (mode !== 'signed' && !mode.includes('to-shopping:signed'));
}
