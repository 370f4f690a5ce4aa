import { expect } from '@jest/globals';
import { labelOf } from '../../commerce-emulator/src/platform/random-ids.ts';
import type { HybridShopper } from './hybrid-shopper.ts';

/** Whom a token and a session name, and what is in the basket, as the emulator has it. */
export interface Inspected {
  readonly customerId: string;
  readonly kind: 'guest' | 'registered';
  /** null for a guest. */
  readonly login: string | null;
  readonly pieces: number;
  readonly dwsid: string;
}

interface Basket {
  readonly productItems?: readonly { readonly quantity: number }[];
}

/**
 * Asks the emulator whom the token of a shopper names, and whom the session: SLAS and SCAPI with the one, a controller
 * page with the other. Expects one customer and one basket, and that the bridge calls nothing for any of it.
 */
export async function inspect(shopper: HybridShopper): Promise<Inspected> {
  const { browser, world } = shopper;
  const { emulator } = world;
  const before = await emulator.lastCall();
  const { accessToken } = await browser.json<{ accessToken: string }>('/app/shopper');
  const dwsid = browser.cookie('dwsid') ?? '';
  const ask = async <Body>(path: string): Promise<Body> => {
    const headers = { authorization: `Bearer ${accessToken}`, sfdc_dwsid: dwsid };
    const response = await fetch(`${emulator.origin}${path}`, { headers });
    expect(response.status).toBe(200);
    return (await response.json()) as Body;
  };
  const { customer_id: customerId } = await ask<{ customer_id: string }>(
    '/shopper/auth/v1/organizations/f_ecom_zzrf_001/oauth2/userinfo?channel_id=RefArch',
  );
  const customers = '/customer/shopper-customers/v1/organizations/f_ecom_zzrf_001/customers';
  const { baskets = [] } = await ask<{ baskets?: readonly Basket[] }>(
    `${customers}/${customerId}/baskets?siteId=RefArch`,
  );
  const page = await shopper.readController('Cart-Show');
  expect(page.status).toBe(200);

  const all = await emulator.calls(before, { pages: true });
  // The keys of a token that came from elsewhere are fetched once, and are nobody's.
  const calls = all.filter(({ operation }) => operation !== 'jwks');
  expect(calls.map(({ operation }) => operation)).toEqual([
    'userinfo',
    'customers/{id}/baskets',
    'Cart-Show',
  ]);
  const [, scapi, cart] = calls;
  expect(scapi?.sfdcDwsid).toBe('same-shopper');
  expect(cart).toMatchObject({ shopper: labelOf(customerId), dwsid: labelOf(dwsid) });
  const view = (await emulator.shoppers()).find((each) => each.customerId === customerId);
  if (!view) throw new Error('the emulator does not know the shopper of the token');
  expect(view.sessions.map((session) => session.dwsid)).toContain(dwsid);

  const pieces = piecesOf(baskets);
  expect(piecesOn(page.body)).toBe(pieces);
  const lines = view.basket?.lines ?? [];
  expect(lines.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(pieces);
  return { customerId, kind: view.kind, login: view.login, pieces, dwsid };
}

function piecesOf(baskets: readonly Basket[]): number {
  const items = baskets.flatMap(({ productItems = [] }) => productItems);
  return items.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** How many pieces a page of the controllers says there are. */
export function piecesOn(page: string): number {
  return Number(/class="count">(\d+) piece/.exec(page)?.[1]);
}
