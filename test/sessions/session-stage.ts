import assert from 'node:assert/strict';
import type { Role } from '../../shared/src/crypto/direction.ts';
import { newCart } from './cart-oracle.ts';
import { CheckoutModel } from './checkout-model.ts';
import type { Expected, ModelPlace, Request } from './session-oracle.ts';
import { type SessionWorld, type Shown, showCart } from './session-world.ts';
import { type ModelToken, ShopModel } from './shop-model.ts';

/** A token that waits in a browser. */
export interface Pocket {
  readonly token: string;
  readonly meaning: ModelToken;
  /** Epoch seconds. */
  readonly fetchedAt: number;
  isUsed: boolean;
}

/** The world and the model beside it. */
export class SessionStage {
  readonly world: SessionWorld;
  readonly checkout: CheckoutModel;
  readonly shop = new ShopModel();
  readonly pockets = new Map<number, Pocket>();
  readonly #places: Readonly<Record<Role, readonly ModelPlace[]>>;
  #lines = 0;

  constructor(world: SessionWorld, users: readonly string[]) {
    this.world = world;
    const places = () =>
      world.browsers.map((): ModelPlace => ({ session: null, cart: newCart(), told: null }));
    this.#places = { shopping: places(), checkout: places() };
    this.checkout = new CheckoutModel(this.#places.checkout, users);
  }

  /** A request of a browser, as the model sees it. */
  request(browser: number, role: Role, lost = false): Request {
    const place = this.place(browser, role);
    return { place, hasCart: this.world.hasCart(browser, role), lost, now: this.world.now() };
  }

  /** What a browser has from a domain, as the model sees it. */
  place(browser: number, role: Role): ModelPlace {
    const place = this.#places[role][browser];
    if (!place) throw new Error('the model has no such browser');
    return place;
  }

  /** What the model says a page is to show. */
  visit(browser: number, role: Role, lost = false): Expected {
    const model = role === 'checkout' ? this.checkout : this.shop;
    return model.visit(this.request(browser, role, lost));
  }

  /** The name of a line that nobody has put in before. */
  newLine(): string {
    return `line-${this.#lines++}`;
  }

  /**
   * Compares a page with what the model says.
   *
   * @throws {AssertionError} When they differ.
   */
  compare(role: Role, shown: Shown, { state, user, cart }: Expected): void {
    const { pairwise = String } = this.world.parts.checkout;
    const entity = user !== null && role === 'shopping' ? pairwise(user) : user;
    assert.deepEqual(shown, { state, entity, lines: showCart(cart.lines) }, `the page of ${role}`);
  }
}
