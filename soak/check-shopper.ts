import type { Change } from '../test/state/causal-history.ts';
import type { Side } from '../test/support/running-store.ts';
import { CartOracle, type Packed } from './cart-oracle.ts';
import {
  type Exchange,
  isAnswered,
  type Kill,
  type PlacedOrder,
  type ShopperHistory,
  type Step,
  type Told,
} from './shopper-history.ts';

/** What a check of one shopper takes beside the history. */
export interface CheckContext {
  readonly kills: readonly Kill[];
  /** Orders on the disk, by idempotency key. */
  readonly orders: ReadonlyMap<string, PlacedOrder>;
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
  return { findings, oracle: check.oracle };
}

type Answered = Exchange & { readonly outcome: Told };
type WriteAsk = Extract<Exchange['ask'], { readonly kind: 'add' | 'set' | 'remove' }>;

class HistoryCheck {
  readonly oracle: CartOracle;
  readonly #orders: CheckContext['orders'];
  readonly #tokens = new Map<string, Packed>();
  readonly #ordered = new Set<string>();
  #isUnsure = false;

  constructor({ kills, orders }: CheckContext) {
    this.oracle = new CartOracle(kills);
    this.#orders = orders;
  }

  take(step: Step): string[] {
    const writes = step.filter((exchange) => isWrite(exchange.ask));
    if (writes.length > 0) return this.#takeWrites(writes);
    return step.flatMap((exchange) => {
      if (isAnswered(exchange)) return this.#takeAnswer(exchange);
      if (exchange.outcome === 'unknown') this.#takeSilence(exchange);
      return [];
    });
  }

  #takeWrites(step: Step): string[] {
    const answered = step.filter(isAnswered);
    const unanswered = step.filter(({ outcome }) => outcome === 'unknown');
    for (const exchange of unanswered) this.#suppose(exchange);
    const done = answered.filter(({ outcome }) => outcome.status === 200);
    const found = answered.flatMap(({ outcome }) => complainOfFailure(outcome));
    // Before the changes are on record: what stood there before must explain what came out.
    found.push(...done.flatMap((exchange) => this.#checkSum(exchange, done)));
    const changes = done.map((exchange) => this.#record(exchange));
    replaceEachOther(changes);
    for (const [i, { ask, outcome }] of done.entries()) {
      const own = changes[i] as Change;
      found.push(...this.#hear(ask.side, outcome, [own]), ...complainOfEffect(ask, outcome));
    }
    const side = step[0]?.ask.side ?? 'shopping';
    this.oracle.learnAll(side, changes);
    return found;
  }

  /** An addition must come out as a quantity that may have stood there, plus what was added: once. */
  #checkSum({ ask, outcome }: Answered, all: readonly Answered[]): string[] {
    if (ask.kind !== 'add') return [];
    const twins = all.filter((other) => other.ask.kind === 'add' && other.ask.line === ask.line);
    const sums = twins.map((twin) => twin.outcome.cart?.[ask.line] ?? 0);
    if (new Set(sums).size < sums.length) return [`lost: one of two additions to ${ask.line}`];
    const base = (outcome.cart?.[ask.line] ?? 0) - ask.quantity;
    if (sums.includes(base)) return [];
    const { [ask.line]: _, ...others } = outcome.cart ?? {};
    const before = base === 0 ? others : { ...others, [ask.line]: base };
    return this.oracle
      .judge(ask.side, before)
      .filter((complaint) => isAbout(complaint, ask.line))
      .map((complaint) => `before adding ${ask.quantity}, ${complaint}`);
  }

  #record({ ask, outcome, began }: Answered): Change {
    const { side, line } = ask as WriteAsk;
    return this.oracle.record({ side, line, value: outcome.cart?.[line] ?? null, began });
  }

  #suppose({ ask, began }: Exchange): void {
    const { side, line } = ask as WriteAsk;
    const write = { side, line, began };
    if (ask.kind === 'add') this.oracle.supposeAddition(write, ask.quantity);
    else this.oracle.suppose({ ...write, value: ask.kind === 'set' ? ask.quantity : null });
  }

  /** Compares a cart and a session that an answer shows. */
  #hear(side: Side, { cart, session }: Told, own: readonly Change[] = []): string[] {
    const found = cart ? this.oracle.judge(side, cart, own) : [];
    if (cart) this.oracle.observe(side, cart);
    if (side === 'checkout' && session !== undefined && !this.#isUnsure) {
      const expected = this.oracle.isSignedIn ? 'authenticated' : 'anonymous';
      if (session !== expected) found.push(`session: ${session} instead of ${expected}`);
    }
    return found;
  }

  #takeAnswer({ ask, outcome }: Answered): string[] {
    switch (ask.kind) {
      case 'look':
        return [...complainOfFailure(outcome), ...this.#hear(ask.side, outcome)];
      case 'issue':
        if (outcome.path !== '/bridge/accept') return [`no token: ${outcome.status}`];
        this.#tokens.set(ask.token, this.oracle.pack(ask.side));
        return [];
      case 'accept':
        return ask.by === 'thief' ? complainOfTheft(outcome) : this.#arrive(ask, outcome);
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
    if (ask.kind === 'accept' && ask.by === 'owner') {
      const packed = this.#tokens.get(ask.token);
      if (packed) this.oracle.mayArrive(ask.side, packed);
    } else if (ask.kind === 'sign-in') {
      this.oracle.mayHaveSignedIn();
    } else if (ask.kind === 'sign-out') {
      this.oracle.mayHaveSignedOut();
      this.#isUnsure = true;
    } else if (ask.kind === 'order') {
      this.#order(ask.key, null);
    }
  }

  #arrive({ side, token }: { side: Side; token: string }, told: Told): string[] {
    const packed = this.#tokens.get(token);
    if (!packed) return [`${token} arrived and was never issued`];
    if (told.path === '/bridge/start') return [];
    if (told.status !== 303) return [`${token} was refused to its own browser: ${told.status}`];
    this.oracle.arrive(side, packed);
    return [];
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
    if (told?.order && !isSameOrder(told.order, placed)) found.push(`lost: order ${told.order.id}`);
    if (told?.code === 'cart_empty' && !placed)
      found.push(...this.#hear('checkout', { ...told, cart: {} }));
    return [...found, ...(told ? complainOfFailure(told) : [])];
  }
}

function isWrite(ask: Exchange['ask']): ask is WriteAsk {
  return ask.kind === 'add' || ask.kind === 'set' || ask.kind === 'remove';
}

function isDone({ status }: Told): boolean {
  return status >= 200 && status < 400;
}

/** 503 is a server that is busy and says so. */
function complainOfFailure({ status, code = '' }: Told): string[] {
  return status >= 500 && status !== 503 ? [`failed: ${status} ${code}`.trim()] : [];
}

/** A link that brings a stranger nothing is refused, or starts a hand-off of the stranger's own. */
function complainOfTheft({ status, path }: Told): string[] {
  const isTaken = status >= 200 && status < 400 && path !== '/bridge/start';
  return isTaken ? [`accepted for a second browser: ${status}`] : [];
}

function complainOfEffect(ask: Exchange['ask'], { cart = {} }: Told): string[] {
  if (ask.kind === 'set' && cart[ask.line] !== ask.quantity) return [`not set: ${ask.line}`];
  if (ask.kind === 'remove' && ask.line in cart) return [`not removed: ${ask.line}`];
  return [];
}

function isAbout(complaint: string, line: string): boolean {
  return complaint.includes(`: ${line} = `);
}

function isSameOrder({ id, lines }: PlacedOrder, other: PlacedOrder | undefined): boolean {
  const names = Object.keys(lines);
  return (
    other?.id === id &&
    names.length === Object.keys(other.lines).length &&
    names.every((line) => other.lines[line] === lines[line])
  );
}

/** Of writes made side by side nobody can say which came first. */
function replaceEachOther(changes: readonly Change[]): void {
  for (const change of changes) {
    for (const other of changes) {
      if (other !== change && other.key === change.key) change.replacedPerhaps.add(other);
    }
  }
}
