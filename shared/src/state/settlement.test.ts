import { describe, expect, it } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import { replicas } from '../../../test/support/any-state.ts';
import { actorOf, applyAll, newState } from '../../../test/support/state-builder.ts';
import { decodeState, encodeState } from './encode.ts';
import { mergeStates } from './merge.ts';
import { hasSeen } from './observed-remove.ts';
import {
  addPromotion,
  addToLine,
  type Operation,
  removeLines,
  removePromotion,
  sequence,
  setLineQuantity,
  setShipping,
} from './operations.ts';
import type { StateRecord } from './record.ts';
import { applySettlement, settlementOf } from './settlement.ts';
import type { ShoppingState } from './shopping-state.ts';
import { viewCart } from './view.ts';

const [SHOP, CHECKOUT] = [actorOf(1), actorOf(3, true)];
const MUG = { sku: 'mug' };

/** What an order of the whole cart leaves. */
const orderAll: Operation = (state) => ({ ...state, lines: new Map(), promotions: new Map() });

function settled(state: ShoppingState, left: ShoppingState): ShoppingState {
  return settledRecord({ state, actor: null, endedSid: null }, left).state;
}

function settledRecord(record: StateRecord, left: ShoppingState): StateRecord {
  const bytes = encodeState(settlementOf(left));
  return applySettlement(decodeState(bytes))(record, SHOP);
}

function quantities(state: ShoppingState) {
  return Object.fromEntries(viewCart(state).lines.map(({ id, quantity }) => [id, quantity]));
}

describe('a settlement', () => {
  const shop = applyAll(newState(), SHOP, addToLine(MUG, 2), addPromotion('FREESHIP'));

  it('takes out the lines that were ordered, and the codes that were used', () => {
    const after = settled(shop, orderAll(shop, CHECKOUT));
    expect([after.lines.size, after.promotions.size]).toEqual([0, 0]);
  });

  it('takes out a line whose quantity was changed on checkout before the order', () => {
    const account = applyAll(shop, CHECKOUT, setLineQuantity('mug', 5), orderAll);
    expect(quantities(settled(shop, account))).toEqual({});
  });

  it('takes out a line that was removed on checkout before the order', () => {
    const account = applyAll(shop, CHECKOUT, addToLine({ sku: 'rug' }, 1), removeLines(['mug']));
    expect(quantities(settled(shop, orderAll(account, CHECKOUT)))).toEqual({});
  });

  it('leaves what was added, changed and entered on the shop meanwhile', () => {
    const both = applyAll(shop, SHOP, addToLine({ sku: 'lamp' }, 1));
    const meanwhile = applyAll(
      both,
      SHOP,
      addToLine({ sku: 'vase' }, 1),
      setLineQuantity('lamp', 4),
      addPromotion('WELCOME10'),
    );
    const after = settled(meanwhile, orderAll(both, CHECKOUT));
    expect(quantities(after)).toEqual({ vase: 1, lamp: 4 });
    expect([...after.promotions.keys()]).toEqual(['WELCOME10']);
  });

  it('leaves what the order left', () => {
    const both = applyAll(shop, SHOP, addToLine({ sku: 'lamp' }, 3));
    const account = applyAll(both, CHECKOUT, removeLines(['mug']));
    expect(quantities(settled(both, account))).toEqual({ lamp: 3 });
  });

  it('brings nothing: neither lines of other devices, nor how to ship, nor whose it is', () => {
    const account = applyAll(
      shop,
      CHECKOUT,
      addToLine({ sku: 'sofa' }, 1),
      addPromotion('WELCOME10'),
      setShipping({ method: 'express', country: 'FR', postalCode: '75001' }),
    );
    expect(settled(shop, account)).toBe(shop);
    const { registers, visitorId } = settlementOf({ ...account, visitorId: 'somebody' });
    expect([registers.size, visitorId]).toEqual([0, 'A'.repeat(22)]);
  });

  it('leaves the shipping choice as it is on the shop, postal code and all', () => {
    const choice = { method: 'standard', country: 'IE', postalCode: 'D02' };
    const chosen = applyAll(shop, SHOP, setShipping(choice));
    const after = settled(chosen, orderAll(chosen, CHECKOUT));
    expect(viewCart(after).shipping).toEqual(choice);
  });

  it('changes nothing the second time, and nothing where nothing was ordered', () => {
    const record = { state: shop, actor: SHOP, endedSid: null };
    const left = orderAll(shop, CHECKOUT);
    const once = settledRecord(record, left);
    expect(settledRecord(once, left)).toBe(once);
    expect(settledRecord(record, newState())).toBe(record);
  });

  it('ends an actor whose writes we have lost: its next ones would count as ordered', () => {
    const ahead = applyAll(shop, SHOP, addToLine({ sku: 'lamp' }, 1));
    const record = { state: shop, actor: SHOP, endedSid: null };
    expect(settledRecord(record, orderAll(ahead, CHECKOUT)).actor).toBeNull();
    expect(settledRecord(record, ahead)).toEqual({ ...record, actor: null });
    expect(settledRecord({ ...record, state: ahead }, ahead).actor).toBe(SHOP);
  });
});

/** Writes a line anew whatever stands there, so that what it writes depends on nothing before it. */
const put = (sku: string, quantity: number): Operation =>
  sequence(removeLines([sku]), addToLine({ sku }, quantity));
const enter = (code: string): Operation => sequence(removePromotion(code), addPromotion(code));

type Event =
  | { readonly kind: 'write'; readonly operation: Operation }
  | { readonly kind: 'token'; readonly from: 'before' | 'other' | 'after' };

const skus = fc.constantFrom('mug', 'lamp', '4711', '10', '2');
const event: Arbitrary<Event> = fc.oneof(
  fc
    .oneof(
      fc.tuple(skus, fc.integer({ min: 1, max: 9 })).map(([sku, n]) => put(sku, n)),
      skus.map((sku) => removeLines([sku])),
      fc.constantFrom('A', 'B').map(enter),
    )
    .map((operation) => ({ kind: 'write' as const, operation })),
  fc.record({
    kind: fc.constant('token' as const),
    from: fc.constantFrom('before' as const, 'other' as const, 'after' as const),
  }),
);
/** A shop, an account and a second device, and what was ordered from the account. */
const scenes = fc
  .tuple(replicas, fc.boolean(), fc.array(skus))
  .map(([[shop, other, own], all, some]) => {
    const before = mergeStates(own, other);
    const left = (all ? orderAll : removeLines(some))(before, CHECKOUT);
    return { shop, other, before, left, after: applyAll(left, CHECKOUT, put('lamp', 7)) };
  });
type Scene = typeof scenes extends Arbitrary<infer Kind> ? Kind : never;

function play(scene: Scene, events: readonly Event[], from = scene.shop): ShoppingState {
  return events.reduce(
    (state, each) =>
      each.kind === 'write' ? each.operation(state, SHOP) : mergeStates(state, scene[each.from]),
    from,
  );
}

describe('any settlement', () => {
  const events = fc.array(event, { maxLength: 8 });

  it('commutes with writes and arrivals: wherever it comes, the same lines and codes are left', () => {
    fc.assert(
      fc.property(scenes, events, events, (scene, early, late) => {
        const between = settled(play(scene, early), scene.left);
        const twice = settled(play(scene, late, between), scene.left);
        expect(twice).toEqual(settled(play(scene, [...early, ...late]), scene.left));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves every write that the account had not seen, and takes none but of lines and codes', () => {
    fc.assert(
      fc.property(scenes, events, (scene, early) => {
        const before = play(scene, early);
        const after = settled(before, scene.left);
        for (const name of ['lines', 'promotions'] as const) {
          const unseen = [...before[name].values()]
            .flat()
            .filter((pair) => !hasSeen(scene.left.vector, pair));
          expect([...after[name].values()].flat()).toEqual(expect.arrayContaining(unseen));
        }
        expect({ ...after, lines: 0, promotions: 0 }).toEqual({
          ...before,
          lines: 0,
          promotions: 0,
        });
      }),
      { numRuns: 500 },
    );
  });

  it('comes to what a crossing comes to, and makes no difference to the crossing after it', () => {
    fc.assert(
      fc.property(scenes, events, (scene, early) => {
        const before = play(scene, early);
        const after = settled(before, scene.left);
        expect(mergeStates(after, scene.after)).toEqual(mergeStates(before, scene.after));
        expect(mergeStates(scene.after, after)).toEqual(mergeStates(scene.after, before));
        const crossed = mergeStates(before, scene.left);
        const brought = [...crossed.lines.keys()].filter((key) => !before.lines.has(key));
        expect([...after.lines.keys()].sort()).toEqual(
          [...crossed.lines.keys()].filter((key) => !brought.includes(key)).sort(),
        );
      }),
      { numRuns: 500 },
    );
  });
});
