import { randomUUID } from 'node:crypto';
import type { Variant } from '../test/support/http-shopper.ts';
import { HttpBrowser } from '../test/support/http-browser.ts';
import type { Side } from '../test/support/running-store.ts';
import type { CrashWorld } from './crash-world.ts';
import { type Plan, RecordedBrowser, type Sent } from './recorded-browser.ts';
import { SeededChoice } from './seeded-choice.ts';
import type { SeededUser } from './seeded-users.ts';
import { type CartView, isAnswered, type ShopperHistory, type Step } from './shopper-history.ts';
import { idOf } from './store-contents.ts';

/** Shares of what goes wrong in a browser, and of what its owner does. */
const ODDS = {
  lost: 0.06,
  doubleClick: 0.1,
  stolen: 0.1,
  signIn: 0.1,
  order: 0.2,
  signOut: 0.08,
  look: 0.3,
} as const;
/** A closed connection has seen anything between nothing and the whole answer by then. */
const CLOSES_WITHIN_MILLISECONDS = 8;
/** Cart lines over which a shopper takes something out again, so that the token stays a usual one. */
const USUAL_LINES = 40;
const MAX_CHANGES = 2;

/** Somebody with a browser, an account and bad luck; somebody else reads along. */
export class CrashShopper {
  readonly name: string;
  readonly #world: CrashWorld;
  readonly #user: SeededUser;
  readonly #choice: SeededChoice;
  readonly #steps: Step[] = [];
  readonly #http: HttpBrowser;
  readonly #thiefHttp: HttpBrowser;
  readonly #browser: RecordedBrowser;
  readonly #thief: RecordedBrowser;
  readonly #carts: Record<Side, CartView> = { shopping: {}, checkout: {} };
  readonly #written = new Map<string, number>();
  #side: Side = 'shopping';
  #isSignedIn = false;

  constructor(world: CrashWorld, user: SeededUser, name: string) {
    this.name = name;
    this.#world = world;
    this.#user = user;
    this.#choice = new SeededChoice(`${world.seed} ${name}`);
    this.#http = new HttpBrowser(world.store);
    this.#thiefHttp = new HttpBrowser(world.store);
    this.#browser = new RecordedBrowser(this.#http, world.events, this.#steps);
    this.#thief = new RecordedBrowser(this.#thiefHttp, world.events, this.#steps);
  }

  /** What has happened so far. */
  history(): ShopperHistory {
    return { name: this.name, entity: this.#user.id, steps: this.#steps };
  }

  /** Opens both shops, and fills the cart with that many lines. */
  async arrive(lines: number): Promise<void> {
    await this.#look('shopping');
    await this.#look('checkout');
    for (const variant of this.#world.variants.slice(0, lines)) {
      await this.#untilAnswered(() => this.#addition(variant, this.#nextQuantity(idOf(variant))));
    }
  }

  /** Changes something where the shopper is, and goes over to the other domain. Whether that arrived. */
  async turn(): Promise<boolean> {
    const changes = this.#choice.below(MAX_CHANGES + 1);
    for (let i = 0; i < changes; i++) await this.#change();
    if (this.#side === 'checkout') await this.#useAccount();
    const to = this.#side === 'shopping' ? 'checkout' : 'shopping';
    const arrived = await this.#cross(to);
    if (arrived && this.#choice.happens(ODDS.look)) await this.#tell([this.#lookPlan(to)]);
    return arrived;
  }

  /** Looks at everything once more, with nothing under way: what is lost now is lost. */
  async conclude(): Promise<void> {
    await this.#look('shopping');
    await this.#look('checkout');
    for (const to of ['checkout', 'shopping'] as const) {
      while (!(await this.#cross(to, { isCalm: true })));
      await this.#look(to);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#http.close(), this.#thiefHttp.close()]);
  }

  async #change(): Promise<void> {
    await this.#ensurePlanted();
    const plan = this.#pickChange();
    const isDouble = this.#choice.happens(ODDS.doubleClick);
    await this.#tell(isDouble ? [this.#unlucky(plan), plan] : [this.#unlucky(plan)]);
  }

  #pickChange(): Plan {
    const side = this.#side;
    const lines = Object.keys(this.#carts[side]);
    const line = this.#choice.of(lines);
    const fresh = this.#choice.of(this.#world.variants) as Variant;
    const roll = this.#choice.share();
    if (line === undefined || (roll < 0.5 && lines.length < USUAL_LINES)) {
      return this.#addition(fresh, this.#nextQuantity(idOf(fresh)) - this.#quantityOf(fresh));
    }
    if (roll < 0.75) return this.#removal(line);
    const quantity = this.#nextQuantity(line);
    return {
      ask: { kind: 'set', side, line, quantity },
      url: this.#url(side, `/api/cart/lines/${encodeURIComponent(line)}`),
      asking: { method: 'PUT', json: { quantity } },
    };
  }

  #addition(variant: Variant, quantity: number): Plan {
    const side = this.#side;
    return {
      ask: { kind: 'add', side, line: idOf(variant), quantity },
      url: this.#url(side, '/api/cart/lines'),
      asking: { json: { ...variant, quantity } },
    };
  }

  #removal(line: string): Plan {
    const side = this.#side;
    return {
      ask: { kind: 'remove', side, line },
      url: this.#url(side, `/api/cart/lines/${encodeURIComponent(line)}`),
      asking: { method: 'DELETE' },
    };
  }

  /**
   * A quantity that this line never had, so that it names its write; odd, so that no sum of two is one. Where
   * the shopper knows what is in the cart, an addition comes out as one, too.
   */
  #nextQuantity(line: string): number {
    const known = Math.max(this.#written.get(line) ?? 0, this.#carts[this.#side][line] ?? 0);
    const next = known + 1 + (known % 2);
    this.#written.set(line, next);
    return next;
  }

  #quantityOf(variant: Variant): number {
    return this.#carts[this.#side][idOf(variant)] ?? 0;
  }

  async #useAccount(): Promise<void> {
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
    await this.#untilAnswered(() => ({
      ask: { kind: 'sign-in', side: 'checkout' },
      url: this.#url('checkout', '/api/login'),
      asking: { json: { email, password } },
    }));
    this.#isSignedIn = true;
  }

  async #signOut(): Promise<void> {
    await this.#untilAnswered(() => ({
      ask: { kind: 'sign-out', side: 'checkout' },
      url: this.#url('checkout', '/api/logout'),
      asking: { json: {} },
    }));
    this.#isSignedIn = false;
    this.#carts.checkout = {};
  }

  async #order(): Promise<void> {
    const key = randomUUID();
    const plan: Plan = {
      ask: { kind: 'order', side: 'checkout', key },
      url: this.#url('checkout', '/api/orders'),
      asking: { json: {}, headers: { 'idempotency-key': key } },
    };
    if (this.#choice.happens(ODDS.doubleClick)) await this.#browser.send(this.#unlucky(plan), plan);
    await this.#untilAnswered(() => plan);
    await this.#look('checkout');
  }

  /** Takes the cart over. Whoever reads along brings the link before, beside or after its owner. */
  async #cross(to: Side, { isCalm = false } = {}): Promise<boolean> {
    const started = await this.#browser.sendUnnoted({ url: this.#url(to, '/bridge/start') });
    if (!started) return this.#wait(to);
    const from = to === 'shopping' ? 'checkout' : 'shopping';
    const token = `${this.name}/${this.#steps.length}`;
    const [issued] = await this.#browser.send({
      ask: { kind: 'issue', side: from, token },
      url: started,
    });
    const link = issued?.location ?? null;
    if (!link?.includes('/bridge/accept?')) return this.#wait(from);
    this.#world.noteToken(token, link);
    const own: Plan = { ask: { kind: 'accept', side: to, token, by: 'owner' }, url: link };
    const isStolen = !isCalm && this.#choice.happens(ODDS.stolen);
    if (isStolen && this.#choice.happens(0.3)) await this.#steal(own);
    const isDouble = !isCalm && this.#choice.happens(ODDS.doubleClick);
    const first = isCalm ? own : this.#unlucky(own);
    const theft = isStolen ? this.#steal(own) : null;
    const clicked = await this.#browser.send(...(isDouble ? [first, own] : [first]));
    await theft;
    // Without an answer the browser asks again, with the same link.
    const arrived =
      clicked.find(isAnswered) ?? (await this.#untilAnswered(() => own, { isUnlucky: false }));
    if (isStolen && this.#choice.happens(0.3)) await this.#steal(own);
    if (!isAnswered(arrived) || arrived.outcome.path === '/bridge/start') return false;
    this.#side = to;
    return true;
  }

  /** With a flow of its own, as somebody has who shops there as well. */
  async #steal({ ask, url }: Plan): Promise<void> {
    if (ask.kind !== 'accept') return;
    await this.#thief.sendUnnoted({ url: this.#url(ask.side, '/bridge/start') });
    await this.#thief.send({ ask: { ...ask, by: 'thief' }, url });
  }

  /** Sends it until there is an answer, waiting for a server that is down. */
  async #untilAnswered(make: () => Plan, { isUnlucky = true } = {}): Promise<Sent> {
    for (let attempt = 0; ; attempt++) {
      const plan = make();
      const sent = await this.#tell([isUnlucky && attempt === 0 ? this.#unlucky(plan) : plan]);
      const [only] = sent as [Sent];
      if (isAnswered(only) && only.outcome.status !== 503) return only;
      await this.#wait(plan.ask.side);
    }
  }

  /** Sends, and remembers the cart that it is told of. */
  async #tell(plans: readonly Plan[]): Promise<Sent[]> {
    const sent = await this.#browser.send(...plans);
    for (const exchange of sent) {
      if (!isAnswered(exchange) || !exchange.outcome.cart) continue;
      this.#carts[exchange.ask.side] = exchange.outcome.cart;
    }
    return sent;
  }

  async #look(side: Side): Promise<void> {
    await this.#untilAnswered(() => this.#lookPlan(side), { isUnlucky: false });
  }

  #lookPlan(side: Side): Plan {
    return { ask: { kind: 'look', side }, url: this.#url(side, '/api/state') };
  }

  /** Requests at once from a browser without a state would each begin one; a page comes before that. */
  async #ensurePlanted(): Promise<void> {
    const side = this.#side;
    if (this.#http.cookie(this.#url(side, '/'), 'bridge-state') === undefined) {
      await this.#look(side);
    }
  }

  #unlucky(plan: Plan): Plan {
    if (!this.#choice.happens(ODDS.lost)) return plan;
    return { ...plan, closesAfter: this.#choice.below(CLOSES_WITHIN_MILLISECONDS) };
  }

  async #wait(side: Side): Promise<false> {
    await this.#world.whenUp(side);
    return false;
  }

  #url(side: Side, path: string): string {
    return `${this.#world.store.origins[side]}${path}`;
  }
}
