import type { CookieJar } from '../../shared/src/core/cookie.ts';
import type { Role } from '../../shared/src/crypto/direction.ts';
import type { BridgeParts } from '../../shared/src/flows/parts.ts';
import { readSession } from '../../shared/src/flows/shopper.ts';
import type { Session } from '../../shared/src/session/session.ts';
import type { ShoppingState } from '../../shared/src/state/shopping-state.ts';
import { STATE_COOKIE } from '../../shared/src/state/state-cookie.ts';
import { entriesOf } from './cart-entries.ts';
import {
  type Change,
  judge,
  type Knowledge,
  learn,
  nothingKnown,
  type OrderedLine,
} from './causal-history.ts';
import { ModelBrowser } from './model-browser.ts';
import type { SplitStore } from './split-store.ts';

/** The one account that all browsers sign in to. */
export const ACCOUNT = 'user_1';

/** One request under way: the real thing beside what the oracle knows of it. */
export interface Visit {
  readonly browser: ModelBrowser;
  readonly role: Role;
  readonly parts: BridgeParts;
  readonly jar: CookieJar;
  readonly session: Session;
  /** What the browser's own cookie knows. */
  readonly carried: Knowledge;
  /** What the request's cart must know and may know. */
  readonly place: Knowledge;
  readonly cookie: string | null;
}

/**
 * Both domains, some browsers, and the oracle's notes beside them: what each cookie value ever handed
 * out knows, and what the account knows.
 */
export class ModelWorld {
  readonly split: SplitStore;
  readonly browsers: readonly ModelBrowser[];
  readonly orders: OrderedLine[] = [];
  account: Knowledge = nothingKnown();
  readonly #cookies = new Map<string, Knowledge>();
  /** Changes that answers may not have told the browser of, by planting. */
  readonly #unanswered = new Map<Set<Change>, Set<Change>>();
  /** Plantings that more than one browser or moment refers to. */
  readonly #shared = new Set<Set<Change>>();
  #isClockTrusted = true;

  constructor(split: SplitStore, browsers: number) {
    this.split = split;
    this.browsers = Array.from({ length: browsers }, () => new ModelBrowser());
  }

  /** Epoch seconds. */
  now(): number {
    return Math.floor(this.split.clock.now() / 1000);
  }

  /**
   * Begins a request.
   *
   * @param isDecision It asks the store, and so must know of changes whose answers were lost.
   */
  async visit(browser: ModelBrowser, role: Role, isDecision: boolean): Promise<Visit> {
    const parts = this.split.parts[role];
    const jar = browser.request(role, this.now());
    const cookie = jar.get(STATE_COOKIE);
    const session = await readSession(parts, jar);
    const carried = cookie === null ? undefined : this.#knowledgeOf(cookie, isDecision);
    const place = this.#placeOf(role, session, carried);
    // Every cart on checkout is told what was ordered, and passes it on.
    if (role === 'checkout') for (const { change } of this.orders) place.possible.add(change);
    return {
      browser,
      role,
      parts,
      jar,
      session,
      carried: carried ?? nothingKnown(),
      place,
      cookie,
    };
  }

  /** Ends a request whose cart now has this knowledge; a lost answer sets no cookies. */
  finish({ browser, role, jar, session, cookie }: Visit, place: Knowledge, isLost = false): void {
    const now = this.now();
    const after = jar.get(STATE_COOKIE);
    if (after !== null && after !== cookie) this.#cookies.set(after, place);
    if (session.state === 'authenticated') this.account = learn(this.account, place);
    if (!isLost) browser.receive(role, jar, now);
  }

  /** Notes that a change took place here, told or not. */
  note({ possible }: Knowledge, change: Change): void {
    const changes = this.#unanswered.get(possible) ?? new Set();
    this.#unanswered.set(possible, changes.add(change));
  }

  /** Compares a cart with what its place knows. */
  check(role: Role, state: ShoppingState, place: Knowledge): void {
    const complaints = judge(entriesOf(state), place, role === 'checkout' ? this.orders : []);
    if (complaints.length > 0) throw new Error(complaints.join('; '));
  }

  /**
   * From now on only the cookies speak for what `browser` holds on this domain. By design a change whose
   * answer was lost hangs on the store alone; once two histories share a key, the other one may settle it away.
   */
  share(browser: ModelBrowser, role: Role): void {
    const value = browser.cookies(role).get(STATE_COOKIE)?.value;
    const place = value === undefined ? undefined : this.#cookies.get(value);
    if (place) this.#shared.add(place.possible);
  }

  /** The same for every browser: rows went missing. */
  trustCookiesOnly(): void {
    this.#unanswered.clear();
  }

  /** The same for good: time ran backwards, so rows written from now on may end before cookies sent earlier. */
  trustNoClock(): void {
    this.#isClockTrusted = false;
  }

  #knowledgeOf(cookie: string, isDecision: boolean): Knowledge {
    const known = this.#cookies.get(cookie);
    if (!known) throw new Error('a cookie that nobody handed out');
    const more = this.#unanswered.get(known.possible);
    if (!isDecision || !more || !this.#isClockTrusted || this.#shared.has(known.possible))
      return known;
    return { ...known, certain: new Set([...known.certain, ...more]) };
  }

  #placeOf(role: Role, session: Session, carried: Knowledge | undefined): Knowledge {
    if (session.state === 'authenticated') {
      return learn(this.account, carried ?? nothingKnown());
    }
    // Gone idle, a browser's cart on checkout follows the account's and tells it nothing.
    const follows = role === 'checkout' && session.state === 'recognized';
    const own = carried ?? nothingKnown();
    return follows ? learn(own, this.account) : own;
  }
}

/** The same knowledge; what the copy hears of later, the original does not. */
export function copyOf({ certain, possible }: Knowledge): Knowledge {
  return { certain: new Set(certain), possible: new Set(possible) };
}
