import type { Side } from '../test/support/running-store.ts';
import { CLOSES_WITHIN_MILLISECONDS, ODDS } from './crash-odds.ts';
import type { CrashWorld } from './crash-world.ts';
import { LoadBrowser } from './load-browser.ts';
import { type Plan, RecordedBrowser, type Sent } from './recorded-browser.ts';
import type { SeededChoice } from './seeded-choice.ts';
import { type CartView, isAnswered, type Step } from './shopper-history.ts';

/** The browser of somebody with bad luck, who asks again; it remembers the carts that it was told of. */
export class PatientBrowser {
  readonly carts: Record<Side, CartView> = { shopping: {}, checkout: {} };
  readonly #world: CrashWorld;
  readonly #choice: SeededChoice;
  readonly #browser: RecordedBrowser;

  constructor(world: CrashWorld, choice: SeededChoice, steps: Step[]) {
    this.#world = world;
    this.#choice = choice;
    const browser = new LoadBrowser(world.connections);
    this.#browser = new RecordedBrowser(browser, world.events, steps);
  }

  /** Sends requests at once. */
  async send(...plans: readonly Plan[]): Promise<Sent[]> {
    const sent = await this.#browser.send(...plans);
    for (const exchange of sent) {
      if (!isAnswered(exchange) || !exchange.outcome.cart) continue;
      this.carts[exchange.ask.side] = exchange.outcome.cart;
    }
    return sent;
  }

  /** Sends it until there is an answer, waiting for a server that is down. The first attempt may have bad luck. */
  async sendUntilAnswered(plan: Plan, { isUnlucky = true } = {}): Promise<Sent> {
    for (let attempt = 0; ; attempt++) {
      const isFirst = attempt === 0 && isUnlucky;
      const [only] = (await this.send(isFirst ? this.maybeLost(plan) : plan)) as [Sent];
      if (isAnswered(only) && only.outcome.status !== 503) return only;
      await this.#world.whenUp(plan.ask.side);
    }
  }

  /** Begins a hand-off to this domain; returns where that leads, or null without an answer. */
  start(to: Side): Promise<string | null> {
    return this.#browser.sendUnnoted({ url: this.#world.url(to, '/bridge/start') });
  }

  /** Reads the cart and the session there. */
  async look(side: Side): Promise<void> {
    await this.sendUntilAnswered(this.lookPlan(side), { isUnlucky: false });
  }

  lookPlan(side: Side): Plan {
    return { ask: { kind: 'look', side }, url: this.#world.url(side, '/api/state') };
  }

  /** Requests at once from a browser without a state would each begin one; a page comes before that. */
  async ensurePlanted(side: Side): Promise<void> {
    const isPlanted = this.#browser.hasCookie(this.#world.url(side, '/'), 'bridge-state');
    if (!isPlanted) await this.look(side);
  }

  /** The same request, whose connection may be closed too early. */
  maybeLost(plan: Plan): Plan {
    if (!this.#choice.happens(ODDS.lost)) return plan;
    const closesAfter = this.#choice.below(CLOSES_WITHIN_MILLISECONDS);
    return { ...plan, asking: { ...plan.asking, closesAfter } };
  }
}
