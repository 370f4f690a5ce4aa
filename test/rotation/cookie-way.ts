import { createLiveKeys, type Role } from 'domain-bridge/handoff';
import { add, CHECKOUT, SHOP, startStorePair } from '../support/store-pair.ts';
import { cartsIn } from './token-way.ts';
import { BOTH, type Carts, type Rings, type Way } from './way.ts';

/**
 * A cookie of one side that was sealed before its keys change, and comes back after it. Without its key nothing is
 * refused: the page shows an empty cart, and leaves the cookie alone.
 */
export function cookieWay(name: string, role: Role): Way {
  const origin = role === 'checkout' ? CHECKOUT : SHOP;
  const side = role === 'checkout' ? 'checkout' : 'shop';
  const carts = (lines: Record<string, number>): Carts => ({
    shop: {},
    checkout: {},
    [side]: lines,
  });
  const travel = async ({ sealer, opener }: Rings) => {
    const cookieKeys = createLiveKeys(sealer);
    const pair = await startStorePair({ [side]: { cookieKeys } });
    try {
      const browser = pair.browser();
      await add(browser, origin, 'MUG');
      cookieKeys.replace(opener);
      const shown = await cartsIn(browser);
      const outcome = 'MUG' in shown[side] ? 'arrived' : 'refused';
      cookieKeys.replace(BOTH);
      return { outcome, carts: shown, cartsInTheEnd: await cartsIn(browser) } as const;
    } finally {
      await pair.close();
    }
  };
  return { name, travel, before: carts({}), after: carts({ MUG: 1 }) };
}
