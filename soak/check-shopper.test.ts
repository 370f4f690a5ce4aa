import { describe, expect, it } from '@jest/globals';
import { checkShopper } from './check-shopper.ts';
import { PlantedHistory } from './planted-history.ts';
import type { PlacedOrder, Told } from './shopper-history.ts';

const ORDER: PlacedOrder = { id: 'ord_1', lines: { mug: 1 } };
const REFUSED = { status: 400, code: 'handoff_refused' };

/** The token whose cart waits at its sender, in histories that issue it. */
const PARKED = 'parked';

function findingsOf(planted: PlantedHistory, orders: Readonly<Record<string, PlacedOrder>> = {}) {
  const placed = new Map(Object.entries(orders));
  const context = { kills: planted.kills, orders: placed, parked: new Set([PARKED]) };
  return checkShopper(planted.history(), context).findings;
}

const filled = () =>
  new PlantedHistory().look('shopping', {}).add('shopping', 'mug', 1, { mug: 1 });
const signedIn = () => filled().cross('checkout').signIn();

/** Histories with one fault each, and the word by which the checker names it. */
const FAULTS: readonly (readonly [string, string, () => PlantedHistory])[] = [
  ['an answered line that is gone', 'lost: mug', () => filled().look('shopping', {})],
  [
    'an answered line that is gone after a kill',
    'lost: mug',
    () => filled().kill('shopping').look('shopping', {}),
  ],
  [
    'an answered line that did not cross',
    'lost: mug',
    () => filled().cross('checkout').look('checkout', {}),
  ],
  [
    'a line that came with an arrival and is gone',
    'lost: mug',
    () =>
      filled().cross('checkout').look('checkout', { mug: 1 }).kill('checkout').look('checkout', {}),
  ],
  [
    'a quantity that went back',
    'resurrected: mug = 1',
    () => filled().set('shopping', 'mug', 3, { mug: 3 }).look('shopping', { mug: 1 }),
  ],
  [
    'a removed line that is back',
    'resurrected: mug',
    () => filled().remove('shopping', 'mug', {}).kill('shopping').look('shopping', { mug: 1 }),
  ],
  [
    'a line that was removed on the other domain and comes back by a crossing',
    'resurrected: mug',
    () =>
      filled()
        .cross('checkout')
        .look('checkout', { mug: 1 })
        .remove('checkout', 'mug', {})
        .cross('shopping')
        .look('shopping', { mug: 1 }),
  ],
  [
    'a quantity that a repeated arrival doubled',
    'invented: mug = 2',
    () => filled().cross('checkout').cross('checkout').look('checkout', { mug: 2 }),
  ],
  [
    'an addition that counted twice',
    'before adding 2',
    () => filled().add('shopping', 'mug', 2, { mug: 5 }),
  ],
  [
    'one of two additions at once that is lost',
    'lost: one of two additions',
    () =>
      filled().step(
        [
          { kind: 'add', side: 'shopping', line: 'mug', quantity: 2 },
          { status: 200, cart: { mug: 3 } },
        ],
        [
          { kind: 'add', side: 'shopping', line: 'mug', quantity: 2 },
          { status: 200, cart: { mug: 3 } },
        ],
      ),
  ],
  [
    'a change that an answer only pretends',
    'not set: mug',
    () => filled().set('shopping', 'mug', 3, { mug: 1 }),
  ],
  [
    'a removal that an answer only pretends',
    'not removed: mug',
    () => filled().remove('shopping', 'mug', { mug: 1 }),
  ],
  [
    'half of a write',
    'invented: mug = 2',
    () => filled().set('shopping', 'mug', 3, 'unknown').look('shopping', { mug: 2 }),
  ],
  [
    'an unanswered write that was seen and is gone',
    'lost: cup',
    () =>
      filled()
        .add('shopping', 'cup', 1, 'unknown')
        .look('shopping', { mug: 1, cup: 1 })
        .look('shopping', { mug: 1 }),
  ],
  [
    'an unanswered write that takes place after its server was killed',
    'lost: mug = 5',
    () =>
      filled()
        .set('shopping', 'mug', 3, 'unknown')
        .kill('shopping')
        .set('shopping', 'mug', 5, { mug: 5 })
        .look('shopping', { mug: 3 }),
  ],
  [
    'a token that a second browser gets in with',
    'accepted for a second browser',
    () =>
      filled()
        .issue('checkout', 't')
        .accept('checkout', 't', 'thief', { status: 303, path: '/checkout' }),
  ],
  [
    'a token that its own browser is refused',
    'refused to its own browser',
    () => filled().issue('checkout', 't').accept('checkout', 't', 'owner', REFUSED),
  ],
  [
    'a session that a kill ended',
    'session: anonymous',
    () => signedIn().kill('checkout').look('checkout', { mug: 1 }, 'anonymous'),
  ],
  [
    'a session that nobody signed in to',
    'session: authenticated',
    () => filled().look('checkout', {}, 'authenticated'),
  ],
  [
    'an account that lost what was carried',
    'lost: mug',
    () => signedIn().look('checkout', {}, 'authenticated'),
  ],
  [
    'a failure of the server',
    'failed: 500',
    () => filled().step([{ kind: 'look', side: 'shopping' }, { status: 500 }]),
  ],
];

/** The same with an order of the mug on the disk. */
const ORDER_FAULTS: readonly (readonly [string, string, () => PlantedHistory])[] = [
  [
    'an ordered line that is back',
    'resurrected: mug',
    () => signedIn().order('k', ORDER).look('checkout', { mug: 1 }, 'authenticated'),
  ],
  [
    'an ordered line that an old cart brings back',
    'resurrected: mug',
    () =>
      signedIn().order('k', ORDER).cross('checkout').look('checkout', { mug: 1 }, 'authenticated'),
  ],
  [
    'an ordered line that the shop brings back to a guest',
    'resurrected: mug',
    () => signedIn().order('k', ORDER).signOut().cross('checkout').look('checkout', { mug: 1 }),
  ],
  [
    'an ordered line that stays on the shop after a crossing',
    'resurrected: mug',
    () => signedIn().order('k', ORDER).cross('shopping').look('shopping', { mug: 1 }),
  ],
  [
    'a line that the order has left out',
    'order: lost: cup',
    () => signedIn().add('checkout', 'cup', 1, { mug: 1, cup: 1 }).order('k', ORDER),
  ],
  [
    'an order of another quantity',
    'order: resurrected: mug',
    () => signedIn().set('checkout', 'mug', 3, { mug: 3 }).order('k', ORDER),
  ],
  [
    'an answer with another order',
    'lost: order ord_2',
    () => signedIn().order('k', { ...ORDER, id: 'ord_2' }),
  ],
];

describe('the checker of one shopper', () => {
  it.each(FAULTS)('sees %s', (_, word, plant) => {
    expect(findingsOf(plant())).toEqual(expect.arrayContaining([expect.stringContaining(word)]));
  });

  it.each(ORDER_FAULTS)('sees %s', (_, word, plant) => {
    const findings = findingsOf(plant(), { k: ORDER });
    expect(findings).toEqual(expect.arrayContaining([expect.stringContaining(word)]));
  });

  it('sees a parked cart that its own browser never gets, and one that fails', () => {
    const never = filled().issue('checkout', PARKED).accept('checkout', PARKED, 'owner', REFUSED);
    expect(findingsOf(never)).toEqual([
      'shopper 0, in the end: parked was refused to its own browser for good',
    ]);
    const failed = filled()
      .issue('checkout', PARKED)
      .accept('checkout', PARKED, 'owner', { status: 500 });
    expect(findingsOf(failed)).toEqual([
      'shopper 0, step 3: parked was refused to its own browser: 500',
    ]);
  });

  it('sees a link that held the cart and was refused at first', () => {
    const late = filled()
      .issue('checkout', 't')
      .accept('checkout', 't', 'owner', REFUSED)
      .accept('checkout', 't', 'owner', { status: 303, path: '/checkout' });
    expect(findingsOf(late)).toEqual(['shopper 0, step 3: t was refused to its own browser: 400']);
  });

  it('sees a line that comes to the shop with the news of an order', () => {
    const orders = { cup: { id: 'ord_1', lines: { cup: 1 } } };
    const found = findingsOf(takenOut().look('shopping', { mug: 1, cup: 1 }), orders);
    expect(found.join()).toContain('invented: cup = 1');
  });

  it('sees an answered order that is not on the disk', () => {
    expect(findingsOf(signedIn().order('k', ORDER))).toEqual([
      'shopper 0, step 5: lost: order ord_1',
    ]);
  });

  it('sees a cart that is empty for no reason when it is to be ordered', () => {
    const planted = signedIn().order('k', { status: 422, code: 'cart_empty', cart: {} });
    expect(findingsOf(planted).join()).toContain('lost: mug');
  });
});

/** What may happen to an honest store. */
const HONEST: readonly (readonly [string, () => PlantedHistory])[] = [
  [
    'an unanswered write that took place',
    () => filled().add('shopping', 'cup', 1, 'unknown').look('shopping', { mug: 1, cup: 1 }),
  ],
  [
    'an unanswered write that did not',
    () => filled().add('shopping', 'cup', 1, 'unknown').look('shopping', { mug: 1 }),
  ],
  [
    'an unanswered write that takes place later, over one that was answered',
    () =>
      filled()
        .set('shopping', 'mug', 3, 'unknown')
        .set('shopping', 'mug', 5, { mug: 5 })
        .look('shopping', { mug: 3 }),
  ],
  [
    'an unanswered addition that comes on top of a later write',
    () =>
      filled()
        .add('shopping', 'mug', 2, 'unknown')
        .set('shopping', 'mug', 5, { mug: 5 })
        .look('shopping', { mug: 7 }),
  ],
  [
    'two additions at once, the later one answered first',
    () =>
      filled()
        .step(
          [
            { kind: 'add', side: 'shopping', line: 'mug', quantity: 2 },
            { status: 200, cart: { mug: 5 } },
          ],
          [
            { kind: 'add', side: 'shopping', line: 'mug', quantity: 2 },
            { status: 200, cart: { mug: 3 } },
          ],
        )
        .look('shopping', { mug: 5 }),
  ],
  [
    'two quantities set at once, of which the first one asked for stays',
    () =>
      filled()
        .step(
          [
            { kind: 'set', side: 'shopping', line: 'mug', quantity: 3 },
            { status: 200, cart: { mug: 3 } },
          ],
          [
            { kind: 'set', side: 'shopping', line: 'mug', quantity: 5 },
            { status: 200, cart: { mug: 5 } },
          ],
        )
        .look('shopping', { mug: 3 }),
  ],
  [
    'an arrival without an answer, and the same link again',
    () =>
      filled()
        .issue('checkout', 't')
        .accept('checkout', 't', 'owner', 'unknown')
        .accept('checkout', 't', 'owner', { status: 303, path: '/checkout' })
        .look('checkout', { mug: 1 }),
  ],
  [
    'a parked cart whose sender was down, and the same link again',
    () =>
      filled()
        .issue('checkout', PARKED)
        .kill('shopping')
        .accept('checkout', PARKED, 'owner', REFUSED)
        .accept('checkout', PARKED, 'owner', { status: 303, path: '/checkout' })
        .look('checkout', { mug: 1 }),
  ],
  [
    'a line that was changed on both domains and shows the higher quantity',
    () =>
      filled()
        .cross('checkout')
        .set('checkout', 'mug', 3, { mug: 3 })
        .set('shopping', 'mug', 5, { mug: 5 })
        .cross('checkout')
        .look('checkout', { mug: 5 }),
  ],
  [
    'a thief who is refused',
    () => filled().issue('checkout', 't').accept('checkout', 't', 'thief', REFUSED),
  ],
  [
    'a thief who is led to a hand-off of his own',
    () =>
      filled()
        .issue('checkout', 't')
        .accept('checkout', 't', 'thief', { status: 303, path: '/bridge/start' }),
  ],
  [
    'a cart that leaves with the account',
    () => signedIn().signOut().cross('shopping').look('shopping', {}).look('checkout', {}),
  ],
  [
    'a shop that has not heard of the sign-out yet',
    () => signedIn().signOut().look('shopping', { mug: 1 }),
  ],
  [
    'a shop that hears of the sign-out by the feed',
    () => signedIn().signOut().add('shopping', 'cup', 1, { cup: 1 }).look('shopping', {}),
  ],
  [
    'a sign-in without an answer',
    () =>
      filled()
        .cross('checkout')
        .signIn('unknown')
        .signIn()
        .look('checkout', { mug: 1 }, 'authenticated'),
  ],
  [
    'a sign-out without an answer',
    () => signedIn().signOut('unknown').signOut().look('checkout', {}),
  ],
  ['a busy server', () => filled().signIn({ status: 503, code: 'busy' })],
];

const CUP: Told = { status: 201, order: { id: 'ord_1', lines: { cup: 1 } } };
const takenOut = () =>
  signedIn()
    .add('checkout', 'cup', 1, { mug: 1, cup: 1 })
    .remove('checkout', 'mug', { cup: 1 })
    .order('cup', CUP);

const HONEST_ORDERS: readonly (readonly [string, () => PlantedHistory])[] = [
  [
    'a line that was taken out before an order, and of which the shop hears with it',
    () => takenOut().look('shopping', {}),
  ],
  ['a shop that has not heard of that yet', () => takenOut().look('shopping', { mug: 1 })],
  [
    'an order',
    () =>
      signedIn()
        .order('k', ORDER)
        .look('checkout', {}, 'authenticated')
        .cross('shopping')
        .look('shopping', {}),
  ],
  [
    'an order without an answer, found by its key',
    () =>
      signedIn()
        .order('k', 'unknown')
        .kill('checkout')
        .order('k', { status: 200, order: ORDER })
        .look('checkout', {}, 'authenticated'),
  ],
  [
    'an ordered line that the shop has not heard of yet',
    () => signedIn().order('k', ORDER).look('shopping', { mug: 1 }),
  ],
  [
    'an ordered line that left the shop by the other way',
    () => signedIn().order('k', ORDER).look('shopping', {}),
  ],
  [
    'the same article again',
    () =>
      signedIn()
        .order('k', ORDER)
        .add('checkout', 'mug', 3, { mug: 3 })
        .look('checkout', { mug: 3 }, 'authenticated'),
  ],
];

describe('the checker of one shopper has nothing to say', () => {
  it.each(HONEST)('to %s', (_, plant) => {
    expect(findingsOf(plant())).toEqual([]);
  });

  it.each(HONEST_ORDERS)('to %s', (_, plant) => {
    const orders = { k: ORDER, cup: { id: 'ord_1', lines: { cup: 1 } } };
    expect(findingsOf(plant(), orders)).toEqual([]);
  });
});
