import { describe, expect, it } from '@jest/globals';
import type { Shopper } from '../support/http-shopper.ts';
import { expectStatus } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import type { Side } from '../support/running-store.ts';

type Step = (shopper: Shopper) => Promise<unknown>;

/** A crossing in single hops, so that a server can end between any two of them. */
function crossing(to: Side, path: string): Step[] {
  let next = '';
  const hop: Step = async ({ browser }) => {
    next = expectStatus(303, await browser.ask(next)).location ?? '';
  };
  const query = new URLSearchParams({ return: path });
  return [
    async (shopper) => {
      next = shopper.url(to, `/bridge/start?${query}`);
      await hop(shopper);
    },
    hop,
    hop,
    async ({ browser }) => expectStatus(200, await browser.ask(next)),
  ];
}

const JOURNEY: readonly Step[] = [
  (shopper) => shopper.add('shopping', { sku: '300172' }, 2),
  (shopper) => shopper.send('shopping', 'POST', '/api/promotions', { code: 'FREESHIP' }),
  ...crossing('checkout', '/checkout'),
  (shopper) => shopper.register(),
  (shopper) => shopper.add('checkout', { sku: '300191' }, 1),
  async (shopper) => {
    expect(await shopper.cart('checkout')).toEqual({ '300172': 2, '300191': 1 });
    expectStatus(201, await shopper.order());
  },
  ...crossing('shopping', '/cart'),
  async (shopper) => {
    await shopper.untilRecognized();
    expect(await shopper.state('shopping')).toMatchObject({
      session: { state: 'recognized' },
      cart: { lines: [] },
      promotions: [],
    });
    const account = await shopper.see('checkout', '/account');
    expect(account.body).toMatch(/\/orders\/ord_[\w-]{22}/);
  },
  async (shopper) => {
    await shopper.signOut();
    expect(await shopper.state('shopping')).toMatchObject({ session: { state: 'anonymous' } });
  },
];

const BOTH: readonly Side[] = ['shopping', 'checkout'];

describe.each([
  ['kill -9 of both servers', 'SIGKILL', (): readonly Side[] => BOTH],
  [
    'a restart of one server in turn',
    'SIGTERM',
    (step: number): readonly Side[] => BOTH.slice(step % 2, (step % 2) + 1),
  ],
] as const)('%s after every step', (_, signal, sidesAfter) => {
  const open = openStore();

  it('does not keep the shopper from going on, with cart, session and orders', async () => {
    const shopper = open.shopper();
    for (const [i, step] of JOURNEY.entries()) {
      await step(shopper);
      const sides = sidesAfter(i);
      await Promise.all(sides.map((side) => open.store.end(side, signal)));
      await Promise.all(sides.map((side) => open.store.start(side)));
    }
  });
});
