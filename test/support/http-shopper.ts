import { randomUUID } from 'node:crypto';
import { HttpBrowser, type Presence } from './http-browser.ts';
import type { Answer } from './http-exchange.ts';
import type { RunningStore, Side } from './running-store.ts';
import type { Variant } from './variants.ts';

export type { Variant };

/** A line of `/api/state`. */
export interface Line extends Variant {
  readonly id: string;
  readonly quantity: number;
}

/** The body of `/api/state`. */
export interface State {
  readonly session: { readonly state: string };
  readonly cart: { readonly lines: readonly Line[] };
  readonly promotions: readonly string[];
  readonly shipping: null | { method: string; country: string; postalCode?: string };
}

/** An account. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** Somebody with a browser in front of a running store. */
export class Shopper {
  readonly browser: HttpBrowser;
  readonly #store: RunningStore;

  constructor(store: RunningStore, presence?: Presence) {
    this.#store = store;
    this.browser = new HttpBrowser(store, presence);
  }

  /** Absolute URL of a path on one of the domains. */
  url(side: Side, path: string): string {
    return `${this.#store.origins[side]}${path}`;
  }

  /** What this browser's cart is on a domain. */
  async state(side: Side): Promise<State> {
    return JSON.parse((await this.browser.ask(this.url(side, '/api/state'))).body);
  }

  /** The cart on a domain as quantities by line id. */
  async cart(side: Side): Promise<Record<string, number>> {
    const { cart } = await this.state(side);
    return Object.fromEntries(cart.lines.map(({ id, quantity }) => [id, quantity]));
  }

  /** Sends JSON. */
  send(side: Side, method: string, path: string, json?: unknown): Promise<Answer> {
    return this.browser.ask(this.url(side, path), { method, ...(json !== undefined && { json }) });
  }

  /** Submits a form of a page. */
  submit(side: Side, path: string, form: Readonly<Record<string, string>>): Promise<Answer> {
    return this.browser.ask(this.url(side, path), { form });
  }

  /** Puts pieces of a variant into the cart. */
  async add(side: Side, variant: Variant, quantity = 1): Promise<void> {
    expectStatus(200, await this.send(side, 'POST', '/api/cart/lines', { ...variant, quantity }));
  }

  /** Follows the link that leads to a page of the other domain and takes the cart along. */
  async cross(to: Side, path = to === 'shopping' ? '/cart' : '/checkout'): Promise<Answer> {
    const query = new URLSearchParams({ return: path });
    const answer = await this.browser.open(this.url(to, `/bridge/start?${query}`));
    return expectStatus(200, answer);
  }

  /** Opens a page. */
  see(side: Side, path: string): Promise<Answer> {
    return this.browser.open(this.url(side, path));
  }

  /** Makes a new account and is signed in to it. */
  async register(account: Account = newAccount()): Promise<Account> {
    expectStatus(201, await this.send('checkout', 'POST', '/api/register', account));
    return account;
  }

  /** Signs in. */
  async signIn({ email, password }: Account): Promise<void> {
    expectStatus(200, await this.send('checkout', 'POST', '/api/login', { email, password }));
  }

  /** Waits until the shop recognizes this browser: after a start it first has to hear from checkout. */
  async untilRecognized(): Promise<void> {
    while ((await this.state('shopping')).session.state !== 'recognized');
  }

  /** Signs out as the page's button does, across both domains. */
  async signOut(): Promise<Answer> {
    return this.browser.open(this.url('checkout', '/api/logout'), { form: {} });
  }

  /** Places an order. */
  order(key: string = randomUUID()): Promise<Answer> {
    return this.browser.ask(this.url('checkout', '/api/orders'), {
      json: {},
      headers: { 'idempotency-key': key },
    });
  }
}

/** An account that nobody has yet. */
export function newAccount(): Account {
  return { email: `${randomUUID()}@example.org`, password: `correct horse ${randomUUID()}` };
}

/** One of the users that a demo store has from the start. */
export function demoAccount(
  store: RunningStore,
  name: 'shopper' | 'wholesale' | 'admin' = 'shopper',
): Account {
  return { email: `${name}@example.com`, password: store.demoPassword() };
}

/** Passes an answer on if it has this status. */
export function expectStatus(status: number, answer: Answer): Answer {
  if (answer.status === status) return answer;
  throw new Error(`expected ${status} of ${new URL(answer.url).pathname}: ${answer.body}`);
}
