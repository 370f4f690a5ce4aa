import { describe, it } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { sideOptions, USER } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { CookieJar } from '../core/cookie.ts';
import type { Role } from '../crypto/direction.ts';
import { HandoffError } from '../handoff/errors.ts';
import { createMemorySettlementStore } from '../memory/settlement-store.ts';
import { encodeState } from '../state/encode.ts';
import { addToLine } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import { settlementOf } from '../state/settlement.ts';
import type { SettlementDelivery } from '../state/settlement-store.ts';
import { acceptHandoff } from './accept.ts';
import { createParts } from './create-parts.ts';
import { issueHandoff } from './issue.ts';
import type { BridgeParts } from './parts.ts';
import { readReturnHandle } from './return-handle.ts';
import { sealSettled, settle } from './settle.ts';
import { changeRecord, readRecord, readSession } from './shopper.ts';
import { signIn } from './sign-in.ts';
import { startHandoff } from './start.ts';

type Action =
  | { readonly kind: 'add'; readonly role: Role }
  | { readonly kind: 'raise'; readonly role: Role; readonly which: number }
  | { readonly kind: 'cross'; readonly to: Role }
  | { readonly kind: 'order' | 'hold token' | 'bring token' | 'look' | 'lost look' }
  | { readonly kind: 'deliver'; readonly which: number }
  | { readonly kind: 'wait'; readonly seconds: number };

const role = fc.constantFrom<Role>('shopping', 'checkout');
const which = fc.nat(9);
const actions: Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('add' as const), role }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('raise' as const), role, which }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('cross' as const), to: role }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('deliver' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      seconds: fc.constantFrom(5, 61, 100, 700),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'order' as const,
        'hold token' as const,
        'bring token' as const,
        'look' as const,
        'lost look' as const,
      ),
    }),
  },
);

/** One shopper with one browser on both domains, and beside it how often the shop has written each line. */
class History {
  readonly #clock = createTestClock();
  readonly #parts: Record<Role, BridgeParts>;
  readonly #browsers = { shopping: new FlowBrowser(false), checkout: new FlowBrowser(true) };
  readonly #told: SettlementDelivery[] = [];
  #token: string | null = null;
  #lines = 0;
  /** Writes of the shop by SKU: all of them, those that crossed, those that were ordered. */
  readonly #written = new Map<string, number>();
  readonly #crossed = new Map<string, number>();
  readonly #ordered = new Map<string, number>();

  constructor(parts: Record<Role, BridgeParts>, clock: ReturnType<typeof createTestClock>) {
    this.#parts = parts;
    this.#clock = clock;
  }

  async play(action: Action): Promise<void> {
    switch (action.kind) {
      case 'add':
        return this.#write(action.role, `sku-${this.#lines++}`);
      case 'raise': {
        const skus = [...(await this.#cart(action.role)).keys()].sort();
        const sku = skus[action.which % Math.max(1, skus.length)];
        return sku === undefined ? undefined : this.#write(action.role, sku);
      }
      case 'cross':
        return this.#accept(action.to, await this.#fetchToken(action.to));
      case 'hold token':
        this.#token = await this.#fetchToken('shopping');
        return;
      case 'bring token':
        return this.#bringToken();
      case 'order':
        return this.#order();
      case 'deliver':
        return this.#deliver(this.#told[action.which % Math.max(1, this.#told.length)]);
      case 'look':
        await this.#cart('shopping');
        return;
      case 'lost look':
        return this.#look(new CookieJar(this.#browsers.shopping.header(), false));
      case 'wait':
        this.#clock.advance(action.seconds);
    }
  }

  /** Whatever has happened: everything delivered, the shopper types the address of the shop. */
  async end(): Promise<void> {
    for (const settlement of this.#told) await this.#deliver(settlement);
    this.#check(await this.#cart('shopping'));
    this.#clock.advance(100);
    this.#check(await this.#cart('shopping'));
    this.#clock.advance(700);
    this.#check(await this.#cart('shopping'));
  }

  #check(cart: ReadonlyMap<string, unknown>): void {
    for (const [sku, writes] of this.#written) {
      const isOrdered = (this.#ordered.get(sku) ?? -1) >= writes;
      if (isOrdered && cart.has(sku)) throw new Error(`${sku} was ordered and is still there`);
      if (!isOrdered && !cart.has(sku)) throw new Error(`${sku} was added meanwhile and is gone`);
    }
    for (const sku of this.#ordered.keys()) {
      const isOfCheckout = !this.#written.has(sku);
      if (isOfCheckout && cart.has(sku)) throw new Error(`${sku} was ordered and is still there`);
    }
  }

  async #write(role: Role, sku: string): Promise<void> {
    if (role === 'checkout') await this.#signIn();
    const parts = this.#parts[role];
    await this.#browsers[role].visit(async (jar) =>
      changeRecord(parts, jar, await readSession(parts, jar), onState(addToLine({ sku }, 1))),
    );
    if (role === 'shopping') this.#written.set(sku, (this.#written.get(sku) ?? 0) + 1);
  }

  async #signIn(): Promise<void> {
    const { checkout } = this.#parts;
    await this.#browsers.checkout.visit(async (jar) => {
      if ((await readSession(checkout, jar)).state === 'authenticated') return;
      const epoch = (await checkout.epochs?.effective(USER)) ?? 0;
      await signIn(checkout, jar, { entity: USER, role: 'customer', epoch });
    });
  }

  async #fetchToken(to: Role): Promise<string> {
    if (to === 'shopping') await this.#signIn();
    const from = to === 'shopping' ? 'checkout' : 'shopping';
    const start = await this.#browsers[to].visit((jar) => startHandoff(this.#parts[to], jar, null));
    const [flow = '', challenge = '', returnPath = ''] = ['flow', 'challenge', 'return'].map(
      (name) => new URL(start).searchParams.get(name) ?? '',
    );
    const issued = await this.#browsers[from].visit((jar) =>
      issueHandoff(this.#parts[from], jar, { flow, challenge, returnPath }),
    );
    return new URL(issued).searchParams.get('t') ?? '';
  }

  /** A token that was held for too long is refused, and that is that. */
  async #bringToken(): Promise<void> {
    try {
      if (this.#token !== null) await this.#accept('shopping', this.#token);
    } catch (error) {
      if (!(error instanceof HandoffError)) throw error;
    }
  }

  async #accept(to: Role, token: string): Promise<void> {
    if (to === 'checkout') await this.#signIn();
    await this.#browsers[to].visit((jar) => acceptHandoff(this.#parts[to], jar, token));
    if (to === 'checkout') for (const [sku, n] of this.#written) this.#crossed.set(sku, n);
  }

  async #order(): Promise<void> {
    await this.#signIn();
    const handle = await this.#browsers.checkout.visit(readReturnHandle);
    const ordered = await this.#cart('checkout');
    const empty = onState((state) => ({ ...state, lines: new Map(), promotions: new Map() }));
    const after = await this.#parts.checkout.accounts?.change(USER, empty);
    if (!after) throw new Error('the test checkout has accounts');
    for (const sku of ordered.keys()) this.#ordered.set(sku, this.#crossed.get(sku) ?? 0);
    const state = encodeState(settlementOf(after.state));
    if (handle !== null) this.#told.push({ handle, id: `ord_${this.#told.length}`, state });
  }

  async #deliver(settlement: SettlementDelivery | undefined): Promise<void> {
    if (!settlement) return;
    const { shopping, checkout } = this.#parts;
    // Unknown for as long as the token that brings the handle is under way.
    const outcome = await settle(shopping, sealSettled(checkout, settlement));
    if (outcome === 'malformed') throw new Error('the settlement is malformed');
  }

  async #look(jar: CookieJar): Promise<void> {
    await readRecord(this.#parts.shopping, jar, { state: 'anonymous' }, 'shown');
  }

  #cart(role: Role): Promise<ReadonlyMap<string, unknown>> {
    const parts = this.#parts[role];
    return this.#browsers[role].visit(async (jar) => {
      const session = await readSession(parts, jar);
      return (await readRecord(parts, jar, session, 'shown')).state.lines;
    });
  }
}

async function startHistory(): Promise<History> {
  const clock = createTestClock();
  const shop = await sideOptions('shopping', clock);
  const settlements = createMemorySettlementStore();
  const checkout = await sideOptions('checkout', clock);
  const parts = {
    shopping: createParts({ ...shop, stores: { ...shop.stores, settlements } }),
    checkout: createParts({ ...checkout, announcesOrders: true }),
  };
  return new History(parts, clock);
}

describe('any history of one shopper on both domains', () => {
  it('ends with what was ordered gone from the shop, and what was written there meanwhile in its cart', () =>
    fc.assert(
      fc.asyncProperty(fc.array(actions, { maxLength: 40, size: 'max' }), async (all) => {
        const history = await startHistory();
        for (const action of all) await history.play(action);
        await history.end();
      }),
      { numRuns: 200 },
    ));
});
