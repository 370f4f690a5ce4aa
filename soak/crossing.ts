import type { Side } from '../test/support/running-store.ts';
import { ODDS } from './crash-odds.ts';
import type { CrashWorld } from './crash-world.ts';
import { otherThan } from './other-side.ts';
import type { PatientBrowser } from './patient-browser.ts';
import type { Plan, Sent } from './recorded-browser.ts';
import type { SeededChoice } from './seeded-choice.ts';
import { isAnswered } from './shopper-history.ts';

/** Share of stolen links that are brought before their owner brings them, and again of those afterwards. */
const STOLEN_APART = 0.3;

/** A link that is refused for so often is refused for good. */
const MAX_ATTEMPTS = 20;

/** Who takes part in the crossings of one shopper. */
export interface CrossingParty {
  readonly world: CrashWorld;
  readonly choice: SeededChoice;
  readonly owner: PatientBrowser;
  /** Reads along, and shops there as well. */
  readonly thief: PatientBrowser;
}

/** Takes carts over. Whoever reads along brings the link before, beside or after its owner. */
export class Crossing {
  readonly #party: CrossingParty;

  constructor(party: CrossingParty) {
    this.#party = party;
  }

  /**
   * @param token Its name in the history.
   * @param options.isCalm Without bad luck and thieves.
   * @returns Whether the cart arrived.
   */
  async go(to: Side, token: string, { isCalm = false } = {}): Promise<boolean> {
    const own = await this.#ask(to, token);
    if (!own) return false;
    const { choice } = this.#party;
    const isStolen = !isCalm && choice.happens(ODDS.stolen);
    if (isStolen && choice.happens(STOLEN_APART)) await this.#steal(own);
    const theft = isStolen ? this.#steal(own) : null;
    const arrived = await this.#bring(own, isCalm);
    await theft;
    if (isStolen && choice.happens(STOLEN_APART)) await this.#steal(own);
    return isArrival(arrived);
  }

  /** Asks for a token; returns how it is brought, or null where a server was down. */
  async #ask(to: Side, token: string): Promise<Plan | null> {
    const { world, owner } = this.#party;
    const from = otherThan(to);
    const started = await owner.start(to);
    if (!started) return null;
    const [issued] = await owner.send({ ask: { kind: 'issue', side: from, token }, url: started });
    const link = issued?.location ?? null;
    if (!link?.includes('/bridge/accept?')) return null;
    world.noteToken(token, link);
    return { ask: { kind: 'accept', side: to, token, by: 'owner' }, url: link };
  }

  /** Without an answer the browser asks again, with the same link; so it does when the other server did not help. */
  async #bring(own: Plan, isCalm: boolean): Promise<Sent> {
    const { world, choice, owner } = this.#party;
    const isDouble = !isCalm && choice.happens(ODDS.doubleClick);
    const first = isCalm ? own : owner.maybeLost(own);
    const clicked = await owner.send(...(isDouble ? [first, own] : [first]));
    const again = () => owner.sendUntilAnswered(own, { isUnlucky: false });
    let arrived = clicked.find(isArrival) ?? clicked.find(isAnswered) ?? (await again());
    for (let attempt = 0; isRefused(arrived) && attempt < MAX_ATTEMPTS; attempt++) {
      await world.whenUp(otherThan(own.ask.side));
      arrived = await again();
    }
    return arrived;
  }

  async #steal({ ask, url }: Plan): Promise<void> {
    if (ask.kind !== 'accept') return;
    const { thief } = this.#party;
    await thief.start(ask.side);
    await thief.send({ ask: { ...ask, by: 'thief' }, url });
  }
}

function isArrival(sent: Sent): boolean {
  return isAnswered(sent) && sent.outcome.status === 303 && sent.outcome.path !== '/bridge/start';
}

function isRefused(sent: Sent): boolean {
  return isAnswered(sent) && sent.outcome.status === 400;
}
