import type { Answer } from './http-exchange.ts';
import type { HybridBrowser } from './hybrid-browser.ts';
import { CONTROLLERS, CUSTOMERS, JANE, type SlasWorld } from './slas-world.ts';

/** What everybody here buys. */
const PRODUCT = 'clip-lamp';
const BASKETS = '/checkout/shopper-baskets/v1/organizations/{organizationId}/baskets';

/** Somebody who has no account yet. */
export const JOHN = {
  login: 'john@example.com',
  email: 'john@example.com',
  firstName: 'John',
  lastName: 'Roe',
  password: 'Password2!',
} as const;

interface BasketList {
  readonly baskets?: readonly { readonly basketId: string }[];
}

/** A shopper at a browser, who does on either side of a hybrid storefront what shoppers do. */
export class HybridShopper {
  readonly world: SlasWorld;
  readonly browser: HybridBrowser;

  constructor(world: SlasWorld) {
    this.world = world;
    this.browser = world.browser();
  }

  /** Asks for a page of the headless side. */
  readHeadless(): Promise<Answer> {
    return this.browser.ask('/');
  }

  /** Asks for a page of the controllers. Redirects are not followed. */
  readController(name = 'Home-Show'): Promise<Answer> {
    return this.browser.ask(controller(name));
  }

  /** Asks for both sides, so that the session has been used and no guard waits for it. */
  async readBoth(): Promise<void> {
    await this.readHeadless();
    await this.readController();
  }

  /** Puts pieces into the basket, on the headless side. */
  async add(quantity: number): Promise<void> {
    const { customerId } = await this.browser.json<{ customerId: string }>('/app/shopper');
    const list = `${CUSTOMERS}/${customerId}/baskets`;
    const { baskets = [] } = await this.#scapi<BasketList>({ method: 'GET', path: list });
    const items = [{ productId: PRODUCT, quantity }];
    const [basket] = baskets;
    await (basket
      ? this.#scapi({ method: 'POST', path: `${BASKETS}/${basket.basketId}/items`, body: items })
      : this.#scapi({ method: 'POST', path: BASKETS, body: { productItems: items } }));
  }

  /** Puts pieces into the basket with the form of a controller. Redirects are not followed. */
  addOnController(quantity: number): Promise<Answer> {
    const form = { pid: PRODUCT, quantity: `${quantity}` };
    return this.browser.ask(controller('Cart-AddProduct'), { form });
  }

  signIn({ username, password }: { username: string; password: string } = JANE): Promise<Answer> {
    return this.browser.ask('/app/sign-in', { json: { username, password } });
  }

  signInOnController(): Promise<Answer> {
    const form = { loginEmail: JANE.username, loginPassword: JANE.password };
    return this.browser.ask(controller('Account-Login'), { form });
  }

  register(): Promise<Answer> {
    return this.browser.ask('/app/register', { json: JOHN });
  }

  registerOnController(): Promise<Answer> {
    const form = {
      dwfrm_profile_customer_firstname: JOHN.firstName,
      dwfrm_profile_customer_lastname: JOHN.lastName,
      dwfrm_profile_customer_email: JOHN.email,
      dwfrm_profile_login_password: JOHN.password,
    };
    return this.browser.ask(controller('Account-SubmitRegistration'), { form });
  }

  signOut(): Promise<Answer> {
    return this.browser.ask('/app/sign-out', { json: {} });
  }

  signOutOnController(): Promise<Answer> {
    return this.readController('Login-Logout');
  }

  /** Changes Jane's password, signed in as she. */
  async changePassword(password: string): Promise<void> {
    const { customerId } = await this.browser.json<{ customerId: string }>('/app/shopper');
    const body = { currentPassword: JANE.password, password };
    await this.#scapi({ method: 'PUT', path: `${CUSTOMERS}/${customerId}/password`, body });
  }

  /** Comes back another day: the browser was closed, and the access token has ended. */
  async comeBack(afterSeconds = 86_400): Promise<void> {
    this.browser.restart();
    await this.world.emulator.advance(afterSeconds);
  }

  async #scapi<Body>(request: { method: string; path: string; body?: unknown }): Promise<Body> {
    const answer = await this.browser.ask('/app/scapi', { json: request });
    if (answer.status !== 200) throw new Error(`SCAPI answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body);
  }
}

/** Path of a controller. */
export function controller(name: string): string {
  return `${CONTROLLERS}/${name}`;
}
