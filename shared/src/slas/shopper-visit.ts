import type { BridgeParts } from './bridge-parts.ts';
import { SlasError } from './errors.ts';
import { type Kept, type PairKeeper, type PlanRequest, shopperFrom } from './pair-keeper.ts';
import type { Credentials } from './run-plan.ts';
import type { CustomerProfile, ScapiAnswer, ScapiRequest } from './scapi-client.ts';
import type { Shopper } from './shopper.ts';
import type { Entry, ShopperEvent } from './situation.ts';
import { eventOf } from './visit-event.ts';

/**
 * One request of a shopper. Whatever is asked of it, the cookies of its keeper say afterwards what the browser is to
 * keep; they belong on the answer also when something failed.
 */
export class ShopperVisit {
  readonly #parts: BridgeParts;
  readonly #keeper: PairKeeper;
  readonly #entry: Entry;
  #shopper: Promise<Shopper | null> | undefined;

  /** @param entry Whose form it is that signs in, registers or signs out. */
  constructor(parts: BridgeParts, keeper: PairKeeper, entry: Entry) {
    this.#parts = parts;
    this.#keeper = keeper;
    this.#entry = entry;
  }

  /**
   * Who the shopper is, with a token that is good for a minute; makes the calls that it takes, once.
   *
   * @returns Null when SLAS cannot be reached and the browser has no token: show the page without a shopper.
   */
  shopper(): Promise<Shopper | null> {
    this.#shopper ??= this.#arrive();
    return this.#shopper;
  }

  /**
   * Signs in. The guest's basket goes along; until it has succeeded, nothing of the guest is touched.
   *
   * @throws {SlasError} `ERR_SLAS_WRONG_CREDENTIALS`, or what kept SLAS from answering.
   */
  async signIn(credentials: Credentials): Promise<Shopper> {
    return this.#become('sign-in', { credentials, usid: await this.#guestUsid() });
  }

  /**
   * Makes an account and signs in.
   *
   * @throws {SlasError} `ERR_SLAS_REFUSED` when SCAPI refuses the profile, e.g. for a login that is taken.
   */
  async register(profile: CustomerProfile): Promise<Shopper> {
    const guest = await this.shopper();
    if (!guest) throw new SlasError('ERR_SLAS_UNAVAILABLE', 'no token to register with');
    const credentials = { username: profile.login, password: profile.password };
    const { accessToken } = guest;
    const usid = await this.#guestUsid();
    return this.#become('registration', { accessToken, usid, profile, credentials });
  }

  /** Signs out, here in any case; a guest stays who it is. Returns the guest, null when SLAS cannot be reached. */
  async signOut(): Promise<Shopper | null> {
    // A token that has expired cannot sign out: it is renewed first.
    const shopper = await this.shopper();
    if (shopper?.kind === 'guest') return shopper;
    const before = await this.#keeper.known();
    const { shopper: guest } = await this.#carryOut({ entry: this.#entry, event: 'sign-out' });
    if (!guest) await this.#keeper.forget();
    await this.#parts.services.flights.end({
      refreshToken: before.refreshToken?.value ?? null,
      accessToken: before.accessToken,
      dwsid: before.dwsid,
    });
    return this.#remember(guest);
  }

  /**
   * Calls SCAPI as the shopper. A token that is refused is renewed, and the call made once more.
   *
   * @throws {SlasError} `ERR_SLAS_CREDENTIALS_CHANGED` when the password was changed elsewhere: the shopper is a guest
   * then. Otherwise what kept SCAPI from answering; answers of 400 and above are none of these.
   */
  async scapi(request: ScapiRequest): Promise<ScapiAnswer> {
    const shopper = await this.shopper();
    if (!shopper) throw new SlasError('ERR_SLAS_UNAVAILABLE', 'no token to call with');
    try {
      return await this.#call(shopper, request);
    } catch (error) {
      const renewed = await this.#renewAfter(error, shopper);
      return this.#call(renewed, request);
    }
  }

  async #arrive(): Promise<Shopper | null> {
    const { services, mode } = this.#parts;
    const known = await this.#keeper.known();
    const present = await this.#keeper.present(known);
    const event = eventOf(known, {
      mode,
      isTokenFresh: present?.isFresh ?? false,
      isPair: this.#keeper.isPair(known, present?.shopper.customerId ?? null),
      canSignSessions: services.signatures !== null,
    });
    if (event === null) return present?.shopper ?? null;
    const { shopper, dwsid } = await this.#carryOut({ entry: 'headless', event });
    // What could not be renewed is still good for what is left of its time.
    return shopper ?? (present && { ...present.shopper, dwsid });
  }

  #call({ accessToken, dwsid }: Shopper, request: ScapiRequest): Promise<ScapiAnswer> {
    return this.#parts.services.scapi.request(accessToken, { ...request, dwsid });
  }

  async #renewAfter(error: unknown, { customerId, accessToken }: Shopper): Promise<Shopper> {
    const code = error instanceof SlasError ? error.code : null;
    if (code !== 'ERR_SLAS_INVALID_ACCESS_TOKEN' && code !== 'ERR_SLAS_CREDENTIALS_CHANGED')
      throw error;
    const event = code === 'ERR_SLAS_CREDENTIALS_CHANGED' ? 'password-changed' : 'token-expired';
    const input = { refusedToken: accessToken };
    const { shopper } = await this.#carryOut({ entry: 'headless', event, input });
    this.#remember(shopper);
    // A call that was meant for one shopper is not made as another.
    if (shopper?.customerId !== customerId) throw error;
    return shopper;
  }

  async #become(event: ShopperEvent, input: PlanRequest['input']): Promise<Shopper> {
    const request = { entry: this.#entry, event, ...(input && { input }) };
    const { shopper, failure } = await this.#carryOut(request);
    if (shopper) return this.#remember(shopper);
    throw failure ?? new TypeError('a plan expected to bring tokens');
  }

  async #carryOut(
    request: PlanRequest,
  ): Promise<Kept & { dwsid: string | null; shopper: Shopper | null }> {
    const kept = await this.#keeper.keep(request);
    const { dwsid } = await this.#keeper.known();
    return { ...kept, dwsid, shopper: kept.outcome && shopperFrom(kept.outcome, dwsid) };
  }

  /** Of a guest alone: under the usid of somebody registered a second account would follow the first one's basket. */
  async #guestUsid(): Promise<string | null> {
    const known = await this.#keeper.known();
    const present = await this.#keeper.present(known);
    const kind = present?.shopper.kind ?? known.refreshToken?.kind ?? 'guest';
    return kind === 'guest' ? (present?.shopper.usid ?? known.usid) : null;
  }

  #remember<Who extends Shopper | null>(shopper: Who): Who {
    this.#shopper = Promise.resolve(shopper);
    return shopper;
  }
}
