import type { Side } from '../test/support/running-store.ts';
import type { Variant } from '../test/support/variants.ts';
import type { CrashWorld } from './crash-world.ts';
import type { Plan } from './recorded-browser.ts';
import type { SeededChoice } from './seeded-choice.ts';
import type { CartView } from './shopper-history.ts';
import { idOf } from './store-contents.ts';

/** Cart lines over which a shopper takes something out again, so that the token stays a usual one. */
const USUAL_LINES = 40;

/** Changes that one shopper makes to a cart, each to be told from all others by its quantity. */
export class CartChanges {
  readonly #world: CrashWorld;
  readonly #choice: SeededChoice;
  readonly #carts: Readonly<Record<Side, CartView>>;
  readonly #written = new Map<string, number>();

  /** @param carts What the shopper last saw; read at each change. */
  constructor(world: CrashWorld, choice: SeededChoice, carts: Readonly<Record<Side, CartView>>) {
    this.#world = world;
    this.#choice = choice;
    this.#carts = carts;
  }

  /** Something to add, to set or to remove there. */
  pick(side: Side): Plan {
    const lines = Object.keys(this.#carts[side]);
    const line = this.#choice.of(lines);
    const fresh = this.#choice.of(this.#world.variants) as Variant;
    const roll = this.#choice.share();
    if (line === undefined || (roll < 0.5 && lines.length < USUAL_LINES)) {
      return this.addition(side, fresh);
    }
    return roll < 0.75 ? this.#removal(side, line) : this.#setting(side, line);
  }

  /** So many that the line comes out with a quantity of its own. */
  addition(side: Side, variant: Variant): Plan {
    const line = idOf(variant);
    const quantity = this.#nextQuantity(side, line) - (this.#carts[side][line] ?? 0);
    return {
      ask: { kind: 'add', side, line, quantity },
      url: this.#world.url(side, '/api/cart/lines'),
      asking: { json: { ...variant, quantity } },
    };
  }

  #setting(side: Side, line: string): Plan {
    const quantity = this.#nextQuantity(side, line);
    return {
      ask: { kind: 'set', side, line, quantity },
      url: this.#lineUrl(side, line),
      asking: { method: 'PUT', json: { quantity } },
    };
  }

  #removal(side: Side, line: string): Plan {
    return {
      ask: { kind: 'remove', side, line },
      url: this.#lineUrl(side, line),
      asking: { method: 'DELETE' },
    };
  }

  /**
   * A quantity that this line never had, so that it names its write; odd, so that no sum of two is one. Where
   * the shopper knows what is in the cart, an addition comes out as one, too.
   */
  #nextQuantity(side: Side, line: string): number {
    const known = Math.max(this.#written.get(line) ?? 0, this.#carts[side][line] ?? 0);
    const next = known + 1 + (known % 2);
    this.#written.set(line, next);
    return next;
  }

  #lineUrl(side: Side, line: string): string {
    return this.#world.url(side, `/api/cart/lines/${encodeURIComponent(line)}`);
  }
}
