import type { BridgeParts } from './bridge-parts.ts';
import type { KnownShopper } from './known-shopper.ts';
import type { PairKeeper } from './pair-keeper.ts';
import type { ControllerSession } from './shopper-pair.ts';
import type { ShopperVisit } from './shopper-visit.ts';
import { controllerEventOf } from './visit-event.ts';

/** What the browser is to get instead of, or together with, what a controller answered. */
export interface ControllerVerdict {
  /** `reload`: the same URL once more, since another session is to render it. */
  readonly browser: 'page' | 'reload';
  /** The session cookies of the controller's answer are not for the browser. */
  readonly withholdsSession: boolean;
}

const AS_IT_IS: ControllerVerdict = { browser: 'page', withholdsSession: false };
/** The page may be shown, but its session is nobody's: the next request tries again. */
const WITHOUT_SESSION: ControllerVerdict = { browser: 'page', withholdsSession: true };
const RELOAD: ControllerVerdict = { browser: 'reload', withholdsSession: true };

/** One request that B2C controllers answer, with the bridge in front of them. */
export class ControllerVisit {
  readonly #parts: BridgeParts;
  readonly #keeper: PairKeeper;

  constructor(parts: BridgeParts, keeper: PairKeeper) {
    this.#parts = parts;
    this.#keeper = keeper;
  }

  /**
   * Looks at an answer before it goes out.
   *
   * @param started The session that the answer sets, if it sets one: the platform does so when the browser had none, or
   * one that has ended (`dw.system.request.onSession`).
   */
  async answered(started: ControllerSession | null): Promise<ControllerVerdict> {
    if (this.#parts.mode === 'hybrid-auth') return AS_IT_IS;
    const known = await this.#keeper.known();
    this.#keeper.cookies.add(this.#parts.storage.unguard(known));
    if (started === null) return this.#goOn(known);
    // A guard without its session is what a browser has that was closed in between; after a reload it is a loop.
    if (known.isGuarded && (known.dwsid !== null || known.hasReloaded)) {
      // Its first use starts a session that OCAPI has made. Another one means that the platform refused ours: fetching
      // it once more would be the beginning of a loop.
      return started.dwsid === known.dwsid ? AS_IT_IS : WITHOUT_SESSION;
    }
    const present = await this.#keeper.present(known);
    const event = controllerEventOf(known, { isTokenFresh: present?.isFresh ?? false });
    const input = { dwsid: started.dwsid };
    const { plan, outcome } = await this.#keeper.keep({ entry: 'controller', event, input });
    // Without tokens of its own the browser may keep the session: its tokens are fetched with the next request.
    if (plan === null || outcome === null) {
      return known.refreshToken || present ? WITHOUT_SESSION : AS_IT_IS;
    }
    if (plan.browser === 'page') return AS_IT_IS;
    return outcome.session ? RELOAD : WITHOUT_SESSION;
  }

  /**
   * A session that was asked for beside a page. It is kept from the browser; where it took the place of the browser's own,
   * under its name, that one is given up, so that the next page begins anew.
   */
  async besidePage(started: ControllerSession): Promise<void> {
    if (this.#parts.mode === 'hybrid-auth') return;
    const known = await this.#keeper.known();
    if (known.dwsid !== started.dwsid || known.isGuarded) return;
    this.#keeper.cookies.add(this.#parts.storage.dropSession(known));
  }

  /** A session that goes on: with the tokens of somebody else another one is fetched, without any they are got for it. */
  async #goOn(known: KnownShopper): Promise<ControllerVerdict> {
    const present = await this.#keeper.present(known);
    if (!present) {
      await this.#adopt(known);
      return AS_IT_IS;
    }
    const isTold = known.dwsid !== null && present.isFresh && !known.isGuarded;
    if (!isTold || this.#keeper.isPair(known, present.shopper.customerId)) return AS_IT_IS;
    const { outcome } = await this.#keeper.keep({ entry: 'controller', event: 'session-missing' });
    return outcome?.session ? RELOAD : AS_IT_IS;
  }

  /** Gets tokens for a session that has none: they were lost, or could not be had when it began. */
  async #adopt(known: KnownShopper): Promise<void> {
    const { signatures } = this.#parts.services;
    if (known.refreshToken || known.dwsid === null || signatures === null) return;
    await this.#keeper.keep({ entry: 'controller', event: 'tokens-missing' });
  }

  /**
   * Follows a sign-out of the controllers: they have cleared the session, and the tokens are still signed in.
   *
   * @param visit The same request, for what it takes to sign out of SLAS.
   */
  async signedOut(visit: ShopperVisit): Promise<ControllerVerdict> {
    if (this.#parts.mode === 'hybrid-auth') return AS_IT_IS;
    const guest = await visit.signOut();
    return guest?.dwsid ? WITHOUT_SESSION : AS_IT_IS;
  }
}
