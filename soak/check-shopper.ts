import type { Side } from '../test/support/running-store.ts';
import { ArrivalCheck } from './arrival-check.ts';
import { CartOracle } from './cart-oracle.ts';
import { type Answered, complainOfFailure, complainOfOrder } from './complaints.ts';
import {
  type Exchange,
  isAnswered,
  type Kill,
  type PlacedOrder,
  type ShopperHistory,
  type Step,
  type Told,
} from './shopper-history.ts';
import { isWrite, WriteCheck } from './write-check.ts';

/** What a check of one shopper takes beside the history. */
export interface CheckContext {
  readonly kills: readonly Kill[];
  /** Orders on the disk, by idempotency key. */
  readonly orders: ReadonlyMap<string, PlacedOrder>;
  /** Names of the tokens whose cart waits at the sender. */
  readonly parked: ReadonlySet<string>;
}

/** What a check found. */
export interface ShopperCheck {
  /** Complaints in words, each with the step it is about; none when all is well. */
  readonly findings: readonly string[];
  /** What the account must and may hold in the end. */
  readonly oracle: CartOracle;
}

/** Follows one shopper's history with the oracle, and complains of everything that cannot be. */
export function checkShopper(history: ShopperHistory, context: CheckContext): ShopperCheck {
  const check = new HistoryCheck(context);
  const findings = history.steps.flatMap((step, at) => {
    return check.take(step).map((finding) => `${history.name}, step ${at}: ${finding}`);
  });
  const last = check.end().map((finding) => `${history.name}, in the end: ${finding}`);
  return { findings: [...findings, ...last], oracle: check.oracle };
}

class HistoryCheck {
  readonly oracle: CartOracle;
  readonly #orders: CheckContext['orders'];
  readonly #writes: WriteCheck;
  readonly #arrivals: ArrivalCheck;
  readonly #ordered = new Set<string>();
  #isUnsure = false;

  constructor({ kills, orders, parked }: CheckContext) {
    this.oracle = new CartOracle(kills);
    this.#orders = orders;
    this.#writes = new WriteCheck(this.oracle);
    this.#arrivals = new ArrivalCheck(this.oracle, parked);
  }

  take(step: Step): string[] {
    const writes = step.filter((exchange) => isWrite(exchange.ask));
    if (writes.length > 0) return [...this.#writes.take(writes), ...this.#hearSessions(writes)];
    return step.flatMap((exchange) => {
      if (isAnswered(exchange)) return this.#takeAnswer(exchange);
      if (exchange.outcome === 'unknown') this.#takeSilence(exchange);
      return [];
    });
  }

  end(): string[] {
    return this.#arrivals.end();
  }

  #hearSessions(writes: Step): string[] {
    const answered = writes.filter(isAnswered).filter(({ outcome }) => outcome.status === 200);
    return answered.flatMap(({ ask, outcome }) => this.#hearSession(ask.side, outcome));
  }

  #hearSession(side: Side, { session }: Told): string[] {
    if (side !== 'checkout' || session === undefined || this.#isUnsure) return [];
    const expected = this.oracle.isSignedIn ? 'authenticated' : 'anonymous';
    return session === expected ? [] : [`session: ${session} instead of ${expected}`];
  }

  /** Compares a cart and a session that an answer shows. */
  #hear(side: Side, told: Told): string[] {
    const { cart } = told;
    const found = cart ? this.oracle.judge(side, cart) : [];
    if (cart) this.oracle.observe(side, cart);
    return [...found, ...this.#hearSession(side, told)];
  }

  #takeAnswer({ ask, outcome }: Answered): string[] {
    switch (ask.kind) {
      case 'look':
        return [...complainOfFailure(outcome), ...this.#hear(ask.side, outcome)];
      case 'issue':
        return this.#arrivals.issue(ask, outcome);
      case 'accept':
        return this.#arrivals.arrive(ask, outcome);
      case 'sign-in':
        if (outcome.status === 200) this.oracle.signIn();
        return complainOfFailure(outcome);
      case 'sign-out':
        if (isDone(outcome)) this.oracle.signOut();
        this.#isUnsure = !isDone(outcome);
        return complainOfFailure(outcome);
      case 'order':
        return this.#order(ask.key, outcome);
      default:
        return [];
    }
  }

  #takeSilence({ ask }: Exchange): void {
    if (ask.kind === 'accept') {
      this.#arrivals.mayArrive(ask);
    } else if (ask.kind === 'sign-in') {
      this.oracle.mayHaveSignedIn();
    } else if (ask.kind === 'sign-out') {
      this.oracle.mayHaveSignedOut();
      this.#isUnsure = true;
    } else if (ask.kind === 'order') {
      this.#order(ask.key, null);
    }
  }

  /** The order on the disk tells what was ordered when its key was asked for first, answered or not. */
  #order(key: string, told: Told | null): string[] {
    const placed = this.#orders.get(key);
    const found: string[] = [];
    if (placed && !this.#ordered.has(key)) {
      this.#ordered.add(key);
      found.push(...this.oracle.judge('checkout', placed.lines).map((each) => `order: ${each}`));
      this.oracle.order(placed.lines);
    }
    if (told?.order) found.push(...complainOfOrder(told.order, placed));
    if (told?.code === 'cart_empty' && !placed)
      found.push(...this.#hear('checkout', { ...told, cart: {} }));
    return [...found, ...(told ? complainOfFailure(told) : [])];
  }
}

function isDone({ status }: Told): boolean {
  return status >= 200 && status < 400;
}
