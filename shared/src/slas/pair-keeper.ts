import { nowSeconds } from '../core/clock.ts';
import { DAY } from '../core/duration.ts';
import type { BridgeParts } from './bridge-parts.ts';
import { SlasError } from './errors.ts';
import type { KnownShopper } from './known-shopper.ts';
import { type CallName, type Plan, planFor } from './plan.ts';
import { type PlanInput, type PlanOutcome, runPlan } from './run-plan.ts';
import { type Shopper, shopperOf, shopperWith } from './shopper.ts';
import { decodeShopperToken, isFresh } from './shopper-token.ts';
import type { Entry, ShopperEvent } from './situation.ts';
import { VisitCookies } from './visit-cookies.ts';
import { eventAfter } from './visit-event.ts';

/** What a plan is to be run for. */
export interface PlanRequest {
  readonly entry: Entry;
  readonly event: ShopperEvent;
  /** What is known beyond the cookies, or instead of them. */
  readonly input?: Partial<PlanInput>;
}

/** The shopper of a token that a browser brought. */
export interface PresentShopper {
  readonly shopper: Shopper;
  /** The token is good for a minute at least. */
  readonly isFresh: boolean;
}

/** What came of it. */
export interface Kept {
  /** The plan that was carried out in the end; null where nothing could be. */
  readonly plan: Plan | null;
  readonly outcome: PlanOutcome | null;
  readonly failure: SlasError | null;
}

/** Events after which nothing of before is the shopper's any more. */
const BEGINNINGS: ReadonlySet<ShopperEvent> = new Set<ShopperEvent>([
  'first-landing',
  'sign-in',
  'registration',
  'sign-out',
  'refresh-token-dead',
  'password-changed',
]);
/** As long as any refresh token. */
const SEAL_SECONDS: number = 90 * DAY;

/** Keeps token and session of one request together: what it knows, what it calls, what the browser is to keep. */
export class PairKeeper {
  readonly #parts: BridgeParts;
  readonly #clientIp: () => string | undefined;
  readonly cookies: VisitCookies;
  #view: { readonly changes: number; readonly known: Promise<KnownShopper> } | undefined;

  constructor(
    parts: BridgeParts,
    cookieHeader: string | undefined,
    clientIp: () => string | undefined,
  ) {
    this.#parts = parts;
    this.#clientIp = clientIp;
    this.cookies = new VisitCookies(cookieHeader);
  }

  /**
   * What the browser knows, what was kept in this request included. What a late answer has brought back from before a
   * sign-in or sign-out is taken away first.
   */
  known(): Promise<KnownShopper> {
    const { changes } = this.cookies;
    if (this.#view?.changes !== changes) this.#view = { changes, known: this.#read() };
    return this.#view.known;
  }

  /** Whether the session of the browser was kept beside the tokens of this customer; null: beside those of whoever. */
  isPair({ dwsid }: KnownShopper, customerId: string | null): boolean {
    const { seal } = this.#parts;
    if (!seal) return true;
    const sealed = seal.read(this.cookies.header());
    if (!sealed || (customerId !== null && sealed.customerId !== customerId)) return false;
    return sealed.isOf(dwsid);
  }

  /** The shopper of the access token that the browser has; null when it has none that is ours and not past. */
  async present(known: KnownShopper): Promise<PresentShopper | null> {
    if (known.accessToken === null || known.mustRefresh) return null;
    try {
      const claims = await this.#parts.verifier.verify(known.accessToken);
      const isLasting = isFresh(claims, nowSeconds(this.#parts.clock));
      return { shopper: shopperOf(known, claims), isFresh: isLasting };
    } catch (error) {
      // A token that cannot be judged, for want of keys, is worth as much as one that is not ours: it is renewed.
      if (error instanceof SlasError) return null;
      throw error;
    }
  }

  /**
   * Carries out the plan for an event, or for what the event turns out to be, and has the browser keep what came of it.
   *
   * @throws {SlasError} Never: a failure stands in the answer, and then the browser keeps what it has.
   */
  async keep({ entry, event, input = {} }: PlanRequest): Promise<Kept> {
    const { services, mode, onNews } = this.#parts;
    const situation = { entry, event, mode, client: services.slas.kind };
    const plan = planFor(situation);
    if (plan.kind === 'impossible') return { plan: null, outcome: null, failure: null };
    const known = await this.known();
    const canAdopt = mode === 'manual' && services.signatures !== null;
    const calls: CallName[] = [];
    try {
      const whole = this.#proven({ ...this.#inputOf(known), ...input });
      const outcome = await this.#run(plan, whole, calls);
      const isTaken = await this.#take(plan, outcome, known);
      if (isTaken) this.#sealPair(event, plan, outcome, whole);
      onNews({ entry, event, calls, failure: outcome.failure });
      return { plan, outcome, failure: outcome.failure };
    } catch (failure) {
      if (!(failure instanceof SlasError)) throw failure;
      onNews({ entry, event, calls, failure });
      const next = eventAfter(situation, failure, known, canAdopt);
      if (next === null) return { plan: null, outcome: null, failure };
      return this.keep({ entry, event: next, input });
    }
  }

  /** Has the browser forget the shopper. */
  async forget(): Promise<void> {
    const { storage, seal } = this.#parts;
    this.cookies.add(await storage.forget(await this.known()));
    this.cookies.add(seal?.clear() ?? []);
  }

  async #read(): Promise<KnownShopper> {
    const { storage, seal } = this.#parts;
    const known = await storage.read(this.cookies.header());
    if (!seal?.read(this.cookies.header())?.isStale) return known;
    this.cookies.add(await storage.forget(known));
    this.cookies.add(seal.clear());
    return storage.read(this.cookies.header());
  }

  async #run(plan: Plan, input: PlanInput, calls: CallName[]): Promise<PlanOutcome> {
    const { services } = this.#parts;
    const run = () => runPlan(plan, { ...services, onCall: (call) => calls.push(call) }, input);
    const { dwsid } = input;
    if (!plan.calls.includes('session-bridge') || dwsid === null) return run();
    // Two requests with one lone session: the second takes what the first one gets.
    const { tokens, session } = await services.flights.bridgeSession(dwsid, async () => {
      const outcome = await run();
      if (!outcome.tokens) throw new TypeError('a session bridge expected to bring tokens');
      return { tokens: outcome.tokens, session: outcome.session };
    });
    return { tokens, session, failure: null };
  }

  /** Returns whether the browser keeps it. */
  async #take(plan: Plan, outcome: PlanOutcome, known: KnownShopper): Promise<boolean> {
    const { storage, verifier } = this.#parts;
    const { tokens, session } = outcome;
    const isFetched = plan.session === 'fetched' && session !== null;
    const options = { guard: isFetched, reloads: plan.browser !== 'page' };
    if (tokens) {
      verifier.trust(tokens.accessToken);
      const kept = await storage.keep(known, { tokens, session }, options);
      // Another request of this shopper was faster: its answer stands, and all of it.
      if (kept.length === 0) return false;
      this.cookies.add(kept);
      if (!session && leavesSession(plan)) this.cookies.add(storage.dropSession(known));
    } else if (session) {
      this.cookies.add(storage.keepSession(known, session, options));
    }
    return true;
  }

  #sealPair(event: ShopperEvent, plan: Plan, outcome: PlanOutcome, input: PlanInput): void {
    const { tokens, session } = outcome;
    const customerId = tokens?.customerId ?? customerOf(input.accessToken);
    if (customerId === null || (!tokens && !session)) return;
    const dwsid = session?.dwsid ?? (leavesSession(plan) ? null : input.dwsid);
    const header = this.cookies.header();
    const options = { begins: BEGINNINGS.has(event), maxAgeSeconds: SEAL_SECONDS };
    this.cookies.add(this.#parts.seal?.write(header, { dwsid, customerId }, options) ?? []);
  }

  /** The seal proves whose a session was; it is asked about the session that the plan is about. */
  #proven(input: PlanInput): PlanInput {
    const { seal } = this.#parts;
    const sealed = seal?.isProof ? seal.read(this.cookies.header()) : null;
    return { ...input, provenCustomerId: sealed?.isOf(input.dwsid) ? sealed.customerId : null };
  }

  #inputOf({ accessToken, refreshToken, usid, dwsid, dnt }: KnownShopper): PlanInput {
    return {
      accessToken,
      refreshToken: refreshToken?.value ?? null,
      usid,
      dwsid,
      dnt,
      clientIp: this.#clientIp() ?? null,
      provenCustomerId: null,
    };
  }
}

/** The shopper of what a plan brought. */
export function shopperFrom(
  { tokens, session }: PlanOutcome,
  dwsid: string | null,
): Shopper | null {
  if (!tokens) return null;
  const { loginId = null } = decodeShopperToken(tokens.accessToken) ?? {};
  return shopperWith(tokens, loginId, session?.dwsid ?? dwsid);
}

/** Whether a session that was there before names somebody else than the tokens that a plan brought without one. */
function leavesSession({ session, becomes }: Plan): boolean {
  return session === 'fetched' || (session === 'with-tokens' && becomes !== 'same');
}

/** Whose a token is that was verified before. */
function customerOf(accessToken: string | null): string | null {
  return accessToken === null ? null : (decodeShopperToken(accessToken)?.customerId ?? null);
}
