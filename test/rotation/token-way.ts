import { createLiveKeys, type Role } from 'domain-bridge/handoff';
import type { BrowserModel } from '../support/browser-model.ts';
import { expectRefusal } from '../support/refusal.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  SHOP,
  type SideOptions,
  see,
  startStorePair,
} from '../support/store-pair.ts';
import { BOTH, type Carts, type Rings, type Way } from './way.ts';

/** Of both sides, e.g. another mode, or a limit above which carts are parked. */
export type PairOptions = { readonly shop?: SideOptions; readonly checkout?: SideOptions };

/**
 * A token to `receiver` that is sealed before the receiver's keys change, and opened after it.
 *
 * @param options Makes the token another one: signed, or with a parked row.
 */
export function tokenWay(name: string, receiver: Role, options: PairOptions = {}): Way {
  const [from, to] = receiver === 'checkout' ? [SHOP, CHECKOUT] : [CHECKOUT, SHOP];
  const cartsOf = (sent: object, own: object): Carts => {
    const [shop, checkout] = receiver === 'checkout' ? [sent, own] : [own, sent];
    return { shop, checkout } as Carts;
  };
  const travel = async ({ sealer, opener }: Rings) => {
    const opening = createLiveKeys(BOTH);
    const rings = { sending: { bridgeKeys: sealer }, receiving: { bridgeKeys: opening } };
    const [shop, checkout] =
      receiver === 'checkout' ? [rings.sending, rings.receiving] : [rings.receiving, rings.sending];
    const pair = await startStorePair({
      shop: { ...options.shop, ...shop },
      checkout: { ...options.checkout, ...checkout },
    });
    try {
      const browser = pair.browser();
      await add(browser, from, 'MUG');
      await add(browser, to, 'LAMP', 2);
      const link = await fetchToken(browser, to);
      opening.replace(opener);
      const answer = await browser.request(link);
      const outcome = answer.status === 303 ? 'arrived' : 'refused';
      if (outcome === 'refused') expectRefusal(answer);
      const carts = await cartsIn(browser);
      opening.replace(BOTH);
      await browser.request(await fetchToken(browser, to));
      return { outcome, carts, cartsInTheEnd: await cartsIn(browser) } as const;
    } finally {
      await pair.close();
    }
  };
  return {
    name,
    travel,
    before: cartsOf({ MUG: 1 }, { LAMP: 2 }),
    after: cartsOf({ MUG: 1 }, { MUG: 1, LAMP: 2 }),
  };
}

/** What the pages of both sides show. */
export async function cartsIn(browser: BrowserModel): Promise<Carts> {
  return {
    shop: (await see(browser, `${SHOP}/cart`)).lines,
    checkout: (await see(browser, `${CHECKOUT}/account`)).lines,
  };
}
