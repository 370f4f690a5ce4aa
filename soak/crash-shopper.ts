import type { Side } from '../test/support/running-store.ts';
import { AccountUse } from './account-use.ts';
import { CartChanges } from './cart-changes.ts';
import { ODDS } from './crash-odds.ts';
import type { CrashWorld } from './crash-world.ts';
import { Crossing } from './crossing.ts';
import { otherThan } from './other-side.ts';
import { PatientBrowser } from './patient-browser.ts';
import { SeededChoice } from './seeded-choice.ts';
import type { SeededUser } from './seeded-users.ts';
import type { ShopperHistory, Step } from './shopper-history.ts';

const MAX_CHANGES = 2;
/** With nothing under way one is enough, but for a token that grew too old. */
const MAX_CROSSINGS = 5;

/** Somebody with a browser, an account and bad luck; somebody else reads along. */
export class CrashShopper {
  readonly name: string;
  readonly #world: CrashWorld;
  readonly #choice: SeededChoice;
  readonly #entity: string;
  readonly #steps: Step[] = [];
  readonly #browser: PatientBrowser;
  readonly #changes: CartChanges;
  readonly #account: AccountUse;
  readonly #crossing: Crossing;
  #side: Side = 'shopping';

  constructor(world: CrashWorld, user: SeededUser, name: string) {
    this.name = name;
    this.#world = world;
    this.#entity = user.id;
    const choice = new SeededChoice(`${world.seed} ${name}`);
    this.#choice = choice;
    this.#browser = new PatientBrowser(world, choice, this.#steps);
    this.#changes = new CartChanges(world, choice, this.#browser.carts);
    this.#account = new AccountUse(world, choice, this.#browser, user);
    const thief = new PatientBrowser(world, choice, this.#steps);
    this.#crossing = new Crossing({ world, choice, owner: this.#browser, thief });
  }

  /** What has happened so far. */
  history(): ShopperHistory {
    return { name: this.name, entity: this.#entity, steps: this.#steps };
  }

  /** Opens both shops, and fills the cart with that many lines. */
  async arrive(lines: number): Promise<void> {
    await this.#browser.look('shopping');
    await this.#browser.look('checkout');
    for (const variant of this.#world.variants.slice(0, lines)) {
      await this.#browser.sendUntilAnswered(this.#changes.addition('shopping', variant), {
        isUnlucky: false,
      });
    }
  }

  /**
   * Changes something where the shopper is, and goes over to the other domain. Whether that arrived; where nobody
   * listens the shopper gives up at once.
   */
  async turn(): Promise<boolean> {
    const changes = this.#choice.below(MAX_CHANGES + 1);
    for (let i = 0; i < changes; i++) {
      if (!(await this.#change())) return false;
    }
    if (this.#side === 'checkout') await this.#account.go();
    const to = otherThan(this.#side);
    const arrived = await this.#cross(to);
    if (arrived && this.#choice.happens(ODDS.look)) {
      await this.#browser.send(this.#browser.lookPlan(to));
    }
    return arrived;
  }

  /** Looks at everything once more, with nothing under way: what is lost now is lost. */
  async conclude(): Promise<void> {
    await this.#browser.look('shopping');
    await this.#browser.look('checkout');
    for (const to of ['checkout', 'shopping'] as const) {
      for (let i = 0; i < MAX_CROSSINGS && !(await this.#cross(to, true)); i++);
      await this.#browser.look(to);
    }
  }

  async #change(): Promise<boolean> {
    await this.#browser.ensurePlanted(this.#side);
    const plan = this.#changes.pick(this.#side);
    const first = this.#browser.maybeLost(plan);
    const isDouble = this.#choice.happens(ODDS.doubleClick);
    const sent = await this.#browser.send(...(isDouble ? [first, plan] : [first]));
    return sent.every(({ outcome }) => outcome !== 'unsent');
  }

  async #cross(to: Side, isCalm = false): Promise<boolean> {
    const token = `${this.name}/${this.#steps.length}`;
    const arrived = await this.#crossing.go(to, token, { isCalm });
    if (arrived) this.#side = to;
    return arrived;
  }
}
