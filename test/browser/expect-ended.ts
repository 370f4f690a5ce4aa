import { expect } from '@jest/globals';
import { seeHeader, seeLines, seeNotice } from './page-view.ts';
import type { Shopper } from './shopper.ts';
import type { Known } from './signed-in.ts';

const GUEST = 'Guest · Sign in';
const RECOGNIZED = 'Welcome back · Sign in';

/** On both domains a guest, the cart as it was, and told why and what becomes of the cart, once. */
export async function expectEnded(
  { shopper, cart }: Known,
  why: string,
  ofCart = 'Your cart is still here.',
): Promise<void> {
  const { page } = shopper;
  for (const address of cartPages(shopper)) {
    await page.goto(address);
    expect(await seeVisitor(shopper)).toEqual({ visitor: GUEST, cart });
    expect(await seeNotice(page)).toContain(`${why} ${ofCart}`);
    await page.reload();
    expect(await seeVisitor(shopper)).toEqual({ visitor: GUEST, cart });
    expect(await seeNotice(page)).toBe('');
  }
}

/** As before on both domains, and told nothing. */
export async function expectUntouched({ shopper, account, cart }: Known): Promise<void> {
  const { page } = shopper;
  const visitors = [RECOGNIZED, expect.stringContaining(account.email)];
  for (const [index, address] of cartPages(shopper).entries()) {
    await page.goto(address);
    expect(await seeVisitor(shopper)).toEqual({ visitor: visitors[index], cart });
    expect(await seeNotice(page)).toBe('');
  }
}

/** Where the carts are: on the shop, then on checkout. */
function cartPages({ origins }: Shopper): readonly string[] {
  return [`${origins.shopping}/cart`, `${origins.checkout}/checkout`];
}

/** What the header says of the visitor, and the lines of the cart, whose pieces the header has counted. */
async function seeVisitor({ page }: Shopper) {
  const [{ visitor, pieces }, cart] = [await seeHeader(page), await seeLines(page)];
  expect(pieces).toBe(cart.reduce((sum, { quantity }) => sum + quantity, 0));
  return { visitor, cart };
}
