import type { CrashRun } from './check-run.ts';
import type {
  Ask,
  CartView,
  Exchange,
  Kill,
  Outcome,
  PlacedOrder,
  ShopperHistory,
  Told,
} from './shopper-history.ts';
import type { StoreContents } from './store-contents.ts';

type Side = 'shopping' | 'checkout';

/** A history made up by hand, to try a checker with. */
export class PlantedHistory {
  readonly kills: Kill[] = [];
  readonly #steps: Exchange[][] = [];
  #count = 0;

  /** Requests that were sent at once. */
  step(...requests: readonly (readonly [Ask, Outcome])[]): this {
    this.#steps.push(requests.map(([ask, outcome]) => ({ ask, outcome, began: ++this.#count })));
    return this;
  }

  look(side: Side, cart: CartView, session = 'anonymous'): this {
    return this.step([
      { kind: 'look', side },
      { status: 200, session, cart },
    ]);
  }

  add(side: Side, line: string, quantity: number, outcome: CartView | 'unknown'): this {
    return this.step([{ kind: 'add', side, line, quantity }, toOutcome(outcome)]);
  }

  set(side: Side, line: string, quantity: number, outcome: CartView | 'unknown'): this {
    return this.step([{ kind: 'set', side, line, quantity }, toOutcome(outcome)]);
  }

  remove(side: Side, line: string, outcome: CartView | 'unknown'): this {
    return this.step([{ kind: 'remove', side, line }, toOutcome(outcome)]);
  }

  /** A crossing whose arrival is answered, or not. */
  cross(to: Side, arrival: Outcome = ARRIVED): this {
    const token = `token ${++this.#count}`;
    this.issue(to, token);
    return this.step([{ kind: 'accept', side: to, token, by: 'owner' }, arrival]);
  }

  issue(to: Side, token: string): this {
    const side = to === 'shopping' ? 'checkout' : 'shopping';
    return this.step([
      { kind: 'issue', side, token },
      { status: 303, path: '/bridge/accept' },
    ]);
  }

  accept(to: Side, token: string, by: 'owner' | 'thief', outcome: Outcome): this {
    return this.step([{ kind: 'accept', side: to, token, by }, outcome]);
  }

  signIn(outcome: Outcome = { status: 200 }): this {
    return this.step([{ kind: 'sign-in', side: 'checkout' }, outcome]);
  }

  signOut(outcome: Outcome = { status: 204 }): this {
    return this.step([{ kind: 'sign-out', side: 'checkout' }, outcome]);
  }

  order(key: string, outcome: PlacedOrder | Told | 'unknown'): this {
    const told = typeof outcome === 'object' && 'id' in outcome;
    return this.step([
      { kind: 'order', side: 'checkout', key },
      told ? { status: 201, order: outcome } : outcome,
    ]);
  }

  kill(side: Side): this {
    this.kills.push({ side, at: ++this.#count });
    return this;
  }

  history(): ShopperHistory {
    return { name: 'shopper 0', entity: 'usr_0', steps: this.#steps };
  }

  run(tokens: CrashRun['tokens'] = []): CrashRun {
    return { histories: [this.history()], kills: this.kills, tokens, readAt: 1_000 };
  }
}

/** An arrival at a page. */
export const ARRIVED: Told = { status: 303, path: '/checkout' };

/** Stores in which nothing is but what is given. */
export function storesWith(contents: Partial<StoreContents> = {}): StoreContents {
  return {
    orders: [],
    accounts: new Map(),
    claims: { shopping: new Set(), checkout: new Set() },
    orderedDots: 0,
    misusedDots: [],
    ...contents,
  };
}

function toOutcome(outcome: CartView | 'unknown'): Outcome {
  return outcome === 'unknown' ? 'unknown' : { status: 200, cart: outcome };
}
