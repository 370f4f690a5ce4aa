import { randomUUID } from 'node:crypto';
import { ODDS } from './crash-odds.ts';
import type { CrashWorld } from './crash-world.ts';
import type { PatientBrowser } from './patient-browser.ts';
import type { Plan } from './recorded-browser.ts';
import type { SeededChoice } from './seeded-choice.ts';
import type { SeededUser } from './seeded-users.ts';

/** What one shopper does on checkout beside the cart: signs in, orders, signs out. */
export class AccountUse {
  readonly #world: CrashWorld;
  readonly #choice: SeededChoice;
  readonly #browser: PatientBrowser;
  readonly #user: SeededUser;
  #isSignedIn = false;

  constructor(world: CrashWorld, choice: SeededChoice, browser: PatientBrowser, user: SeededUser) {
    this.#world = world;
    this.#choice = choice;
    this.#browser = browser;
    this.#user = user;
  }

  /** Does one of them, or nothing. */
  async go(): Promise<void> {
    if (!this.#isSignedIn) {
      if (this.#choice.happens(ODDS.signIn)) await this.#signIn();
    } else if (this.#choice.happens(ODDS.order)) {
      await this.#order();
    } else if (this.#choice.happens(ODDS.signOut)) {
      await this.#signOut();
    }
  }

  async #signIn(): Promise<void> {
    const { email, password } = this.#user;
    await this.#browser.sendUntilAnswered({
      ask: { kind: 'sign-in', side: 'checkout' },
      url: this.#world.url('checkout', '/api/login'),
      asking: { json: { email, password } },
    });
    this.#isSignedIn = true;
  }

  async #signOut(): Promise<void> {
    await this.#browser.sendUntilAnswered({
      ask: { kind: 'sign-out', side: 'checkout' },
      url: this.#world.url('checkout', '/api/logout'),
      asking: { json: {} },
    });
    this.#isSignedIn = false;
    this.#browser.carts.checkout = {};
  }

  async #order(): Promise<void> {
    const key = randomUUID();
    const plan: Plan = {
      ask: { kind: 'order', side: 'checkout', key },
      url: this.#world.url('checkout', '/api/orders'),
      asking: { json: {}, headers: { 'idempotency-key': key } },
    };
    if (this.#choice.happens(ODDS.doubleClick)) {
      await this.#browser.send(this.#browser.maybeLost(plan), plan);
    }
    await this.#browser.sendUntilAnswered(plan);
    await this.#browser.look('checkout');
  }
}
