import { describe, expect, it } from '@jest/globals';
import { systemRandom } from '../core/random.ts';
import { mintActor } from '../state/actor.ts';
import { type PlainCart, reconcileWith } from '../state/reconcile.ts';
import { emptyState } from '../state/shopping-state.ts';
import { type Cart, viewCart } from '../state/view.ts';
import { changesSince } from './cart-changes.ts';

const actor = mintActor('shopping', systemRandom);

/** `{ MUG: 2 }` as a cart. */
function cart(
  quantities: Readonly<Record<string, number>>,
  more: Partial<PlainCart> = {},
): PlainCart {
  return {
    lines: Object.entries(quantities).map(([sku, quantity]) => ({ sku, quantity })),
    ...more,
  };
}

function state(content: PlainCart) {
  return reconcileWith(content)(emptyState(systemRandom), actor);
}

/** What `latest` becomes when `before` was changed into `local`. */
function apply(latest: PlainCart, before: PlainCart | null, local: PlainCart): Cart {
  const base = before && viewCart(state(before));
  return viewCart(changesSince(base, local)(state(latest), actor));
}

function quantities({ lines }: Cart): Record<string, number> {
  return Object.fromEntries(lines.map(({ id, quantity }) => [id, quantity]));
}

describe('the changes of a local cart', () => {
  it('reach a state that moved on, and leave alone what arrived there meanwhile', () => {
    const after = apply(
      cart({ CUP: 1, MUG: 2, PEN: 1 }),
      cart({ CUP: 1, PEN: 1 }),
      cart({ CUP: 5, INK: 3 }),
    );
    expect(quantities(after)).toEqual({ CUP: 5, INK: 3, MUG: 2 });
  });

  it('are none when the cart is as it was: what arrived is not taken for removed', () => {
    const latest = state(cart({ MUG: 2 }, { promotions: ['WELCOME10'] }));
    const before = viewCart(state(cart({})));
    expect(changesSince(before, cart({}, { promotions: [] }))(latest, actor)).toBe(latest);
  });

  it('are none when the cart has heard of the arrival already', () => {
    const latest = state(cart({ CUP: 1, MUG: 2 }));
    const before = viewCart(state(cart({ CUP: 1 })));
    expect(changesSince(before, cart({ CUP: 1, MUG: 2 }))(latest, actor)).toBe(latest);
  });

  it('remove nothing when it is unknown what the cart was', () => {
    expect(quantities(apply(cart({ MUG: 2 }), null, cart({ CUP: 1 })))).toEqual({ CUP: 1, MUG: 2 });
  });

  it('count a line that stands twice once, with its highest quantity', () => {
    const local = { lines: [...cart({ MUG: 2 }).lines, ...cart({ MUG: 3 }).lines] };
    expect(quantities(apply(cart({}), cart({}), local))).toEqual({ MUG: 3 });
  });

  it('tell the options of a line apart', () => {
    const line = (size: string) => ({ sku: 'SHIRT', quantity: 1, options: { size } });
    const after = apply({ lines: [line('M')] }, { lines: [line('M')] }, { lines: [line('L')] });
    expect(after.lines.map(({ options }) => options)).toEqual([{ size: 'L' }]);
  });

  it('bring promotion codes in and out', () => {
    const codes = (...promotions: string[]): PlainCart => cart({}, { promotions });
    const after = apply(codes('A', 'B', 'C'), codes('A', 'B'), codes('A', 'D'));
    expect(after.promotions).toEqual(['A', 'C', 'D']);
    expect(apply(codes('A'), codes(), cart({})).promotions).toEqual(['A']);
  });

  it('bring a shipping choice only where it differs', () => {
    const ship = (shipping: Cart['shipping']): PlainCart => cart({}, { shipping });
    const [ie, de] = [
      { method: 'standard', country: 'IE' },
      { method: 'express', country: 'DE', postalCode: '10115' },
    ];
    expect(apply(ship(de), ship(ie), ship(ie)).shipping).toEqual(de);
    expect(apply(ship(ie), ship(ie), ship(de)).shipping).toEqual(de);
    expect(apply(ship(ie), ship(ie), ship(null)).shipping).toBeNull();
    expect(apply(ship(ie), ship(ie), cart({})).shipping).toEqual(ie);
  });

  it('refuse what the bridge cannot carry', () => {
    expect(() => apply(cart({}), cart({}), cart({ MUG: 10_000 }))).toThrow(
      expect.objectContaining({ code: 'ERR_STATE_INVALID_QUANTITY' }),
    );
  });
});
