import type { Change } from '../test/state/causal-history.ts';
import type { CartOracle } from './cart-oracle.ts';
import { type Answered, complainOfEffect, complainOfFailure } from './complaints.ts';
import { type Exchange, isAnswered, type Step } from './shopper-history.ts';

type WriteAsk = Extract<Exchange['ask'], { readonly kind: 'add' | 'set' | 'remove' }>;

/** Whether a request changes a cart. */
export function isWrite(ask: Exchange['ask']): ask is WriteAsk {
  return ask.kind === 'add' || ask.kind === 'set' || ask.kind === 'remove';
}

/** Follows writes to a cart that were sent at once, and complains of what cannot be. */
export class WriteCheck {
  readonly #oracle: CartOracle;

  constructor(oracle: CartOracle) {
    this.#oracle = oracle;
  }

  /** @param step Writes alone. */
  take(step: Step): string[] {
    const answered = step.filter(isAnswered);
    const unanswered = step.filter(({ outcome }) => outcome === 'unknown');
    for (const exchange of unanswered) this.#suppose(exchange);
    const done = answered.filter(({ outcome }) => outcome.status === 200);
    const found = answered.flatMap(({ outcome }) => complainOfFailure(outcome));
    // Before the changes are on record: what stood there before must explain what came out.
    found.push(...done.flatMap((exchange) => this.#checkSum(exchange, done)));
    const changes = done.map((exchange) => this.#record(exchange));
    replaceEachOther(changes);
    for (const [i, exchange] of done.entries()) {
      found.push(...this.#hear(exchange, changes[i] as Change));
    }
    const side = step[0]?.ask.side ?? 'shopping';
    this.#oracle.learnAll(side, changes);
    return found;
  }

  #hear({ ask, outcome }: Answered, own: Change): string[] {
    const { cart } = outcome;
    const found = cart ? this.#oracle.judge(ask.side, cart, [own]) : [];
    if (cart) this.#oracle.observe(ask.side, cart);
    return [...found, ...complainOfEffect(ask, outcome)];
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
    return this.#oracle
      .judge(ask.side, before)
      .filter((complaint) => isAbout(complaint, ask.line))
      .map((complaint) => `before adding ${ask.quantity}, ${complaint}`);
  }

  #record({ ask, outcome, began }: Answered): Change {
    const { side, line } = ask as WriteAsk;
    return this.#oracle.record({ side, line, value: outcome.cart?.[line] ?? null, began });
  }

  #suppose({ ask, began }: Exchange): void {
    const { side, line } = ask as WriteAsk;
    const write = { side, line, began };
    if (ask.kind === 'add') this.#oracle.supposeAddition(write, ask.quantity);
    else this.#oracle.suppose({ ...write, value: ask.kind === 'set' ? ask.quantity : null });
  }
}

function isAbout(complaint: string, line: string): boolean {
  return complaint.includes(`: ${line} = `);
}

/** Of writes made side by side nobody can say which came first. */
function replaceEachOther(changes: readonly Change[]): void {
  for (const change of changes) {
    for (const other of changes) {
      if (other !== change && other.key === change.key) change.replacedPerhaps.add(other);
    }
  }
}
