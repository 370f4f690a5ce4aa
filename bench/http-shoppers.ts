import { type BridgeParts, createParts, issueHandoff, startHandoff } from 'domain-bridge/flows';
import { parseKeyring, type Role } from 'domain-bridge/handoff';
import {
  createMemoryReplayStore,
  createMemorySettlementStore,
  createMemoryStateStore,
} from 'domain-bridge/memory';
import { systemRandom } from 'domain-bridge/peer';
import {
  addPromotion,
  addToLine,
  emptyState,
  mintActor,
  type Operation,
  type ShoppingState,
  sequence,
  setShipping,
} from 'domain-bridge/state';
import { FlowBrowser } from '../test/support/flow-browser.ts';
import type { MeasuredStore } from './measured-store.ts';

/** Lines of a cart: the median of the baskets of a real shop (UCI Online Retail). */
export const CART_LINES = 15;
/** Shops' browsers behind the crossings of a run; every crossing has a browser of its own on checkout. */
const CARTS_CROSSING = 50;

/** A request that brings a shopper with a cart across, to be made once. */
export interface Crossing {
  /** `/bridge/accept?t=…`. */
  readonly path: string;
  /** The `Cookie` header of the browser that asked for the token. */
  readonly cookie: string;
}

/** Shoppers with carts, made by the package itself with the keys of a store that is measured. */
export class HttpShoppers {
  readonly #shop: BridgeParts;
  readonly #checkout: BridgeParts;

  constructor({ origins, keys }: MeasuredStore) {
    const partsOf = (role: Role): BridgeParts =>
      createParts({
        role,
        shoppingOrigin: origins.shopping,
        checkoutOrigin: origins.checkout,
        bridgeKeys: parseKeyring(keys.bridge),
        cookieKeys: parseKeyring(keys[role]),
        stores: {
          states: createMemoryStateStore(),
          replays: createMemoryReplayStore(),
          ...(role === 'shopping' && { settlements: createMemorySettlementStore() }),
        },
        // As if the cart had been filled two minutes ago: its cookie has settled since.
        clock: () => Date.now() - (role === 'shopping' ? this.#agoMilliseconds : 0),
      });
    this.#shop = partsOf('shopping');
    this.#checkout = partsOf('checkout');
  }

  #agoMilliseconds = 0;

  /** The `Cookie` headers of browsers that have filled a cart on the shop and settled. */
  async settled(count: number): Promise<string[]> {
    const browsers = await Promise.all(Array.from({ length: count }, () => this.#fill()));
    return browsers.map((browser) => browser.header());
  }

  /** Crossings to checkout, each of a browser of its own that is new there. Their tokens live for a minute. */
  async crossings(count: number): Promise<Crossing[]> {
    const shoppers = await Promise.all(Array.from({ length: CARTS_CROSSING }, () => this.#fill()));
    const crossings: Crossing[] = [];
    while (crossings.length < count) {
      for (const shopper of shoppers) crossings.push(await this.#cross(shopper));
    }
    return crossings.slice(0, count);
  }

  async #cross(shopper: FlowBrowser): Promise<Crossing> {
    const browser = new FlowBrowser(true);
    const asked = await browser.visit((jar) => startHandoff(this.#checkout, jar, '/checkout'));
    const { flow = '', challenge = '', ...query } = Object.fromEntries(new URL(asked).searchParams);
    const request = { flow, challenge, returnPath: query.return ?? '' };
    const url = await shopper.visit((jar) => issueHandoff(this.#shop, jar, request));
    const { pathname, search } = new URL(url);
    return { path: `${pathname}${search}`, cookie: browser.header() };
  }

  async #fill(): Promise<FlowBrowser> {
    const browser = new FlowBrowser(false);
    const { browser: replica } = this.#shop;
    this.#agoMilliseconds = 120_000;
    const actor = mintActor('shopping', systemRandom);
    const state = fillCart(emptyState(systemRandom), actor);
    await browser.visit((jar) => replica.plant(jar, { state, actor, endedSid: null }));
    this.#agoMilliseconds = 0;
    await browser.visit((jar) => replica.read(jar));
    return browser;
  }
}

const fillCart: Operation = (state: ShoppingState, actor) => {
  const skus = Array.from({ length: CART_LINES }, (_, i) => `${20_700 + 137 * i}`);
  // About one in five articles of that shop has a letter behind its number.
  const lines = skus.map((sku, i) =>
    addToLine({ sku: i % 5 === 0 ? `${sku}B` : sku }, ((i * 7) % 12) + 1),
  );
  const choices = [
    addPromotion('WELCOME10'),
    setShipping({ method: 'standard', country: 'IE', postalCode: 'D02' }),
  ];
  return sequence(...lines, ...choices)(state, actor);
};
