import type { Random } from '../core/random.ts';
import type { Scheduler } from '../core/scheduler.ts';
import type { AuthorizationCode } from './authorization-code.ts';
import { SlasError } from './errors.ts';
import type { OcapiClient } from './ocapi-client.ts';
import { createPkce, type Pkce } from './pkce.ts';
import type { CallName, Plan } from './plan.ts';
import type { CustomerProfile, ScapiClient } from './scapi-client.ts';
import type { ControllerSession, ShopperPair, ShopperTokens } from './shopper-pair.ts';
import type { SignatureClient } from './signature-client.ts';
import type { ShopperFlights } from './shopper-flights.ts';
import type { AuthorizeHint, SlasClient } from './slas-client.ts';
import { hintFor } from './token-form.ts';
import type { SessionSignature } from './token-grant.ts';

/** Whom plans call. */
export interface PlanServices {
  readonly slas: SlasClient;
  readonly ocapi: OcapiClient;
  readonly scapi: ScapiClient;
  /** The controller that signs sessions; null where none is installed. */
  readonly signatures: SignatureClient | null;
  readonly flights: ShopperFlights;
  readonly random: Random;
  readonly scheduler: Scheduler;
  /** Is told of every call before it is made; for the log. */
  readonly onCall?: (call: CallName) => void;
}

/** What is known when a plan begins. What a plan does not use may be null. */
export interface PlanInput {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  readonly usid: string | null;
  readonly dwsid: string | null;
  readonly dnt: boolean | null;
  /** Whose session `dwsid` was when this browser was given it, by its seal; null where it has no proof of that. */
  readonly provenCustomerId: string | null;
  /** An access token that was refused although it has not ended: another one is wanted. */
  readonly refusedToken?: string;
  /** Address of the shopper, for the session's geolocation. */
  readonly clientIp: string | null;
  readonly credentials?: Credentials;
  readonly profile?: CustomerProfile;
}

/** What a shopper signs in with. Goes to SLAS and nowhere else. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What became of a plan. */
export interface PlanOutcome {
  /** Null: those that were there before go on. */
  readonly tokens: ShopperTokens | null;
  /** Null: none was fetched, or it could not be. */
  readonly session: ControllerSession | null;
  /** What kept a call away after tokens were there. The tokens are good, and to be kept: the old ones may be spent. */
  readonly failure: SlasError | null;
}

interface Progress extends PlanInput {
  readonly code: (AuthorizationCode & Pick<Pkce, 'verifier'>) | null;
  readonly signature: SessionSignature | null;
  readonly tokens: ShopperTokens | null;
  readonly session: ControllerSession | null;
}

type Call = (services: PlanServices, progress: Progress) => Promise<Partial<Progress>>;

/**
 * Makes the calls of a plan, one after the other.
 *
 * @throws {SlasError} When a call fails before there are tokens, or the basket would be left behind: then nothing has
 * changed. Afterwards the outcome tells of it.
 */
export async function runPlan(
  plan: Plan,
  services: PlanServices,
  input: PlanInput,
): Promise<PlanOutcome> {
  let progress: Progress = { ...input, code: null, signature: null, tokens: null, session: null };
  for (const name of plan.calls) {
    try {
      services.onCall?.(name);
      progress = { ...progress, ...(await CALLS[name](services, progress)) };
    } catch (error) {
      if (!(error instanceof SlasError)) throw error;
      if (isDispensable(name, error)) continue;
      if (progress.tokens === null || name === 'merge-basket') throw error;
      return { tokens: progress.tokens, session: null, failure: error };
    }
  }
  return { tokens: progress.tokens, session: progress.session, failure: null };
}

/**
 * Whether the shopper is served all the same. A basket that cannot be merged right now keeps its guest, who tries again;
 * one that SCAPI refuses for good must not keep anybody from signing in.
 */
function isDispensable(name: CallName, { code }: SlasError): boolean {
  return name === 'logout' || (name === 'merge-basket' && code === 'ERR_SLAS_REFUSED');
}

/** SLAS refuses the same login twice within a second. */
const LOGIN_PAUSE_MILLISECONDS = 1_100;

const GUEST_OF_PRIVATE_CLIENT = { kind: 'guest-private' } as const;

const CALLS: Record<CallName, Call> = {
  'authorize-guest': (services) => authorize(services, 'guest'),
  'authorize-session': (services, { signature }) =>
    authorize(services, hintFor(needed(signature, 'signature'))),
  async login({ slas, random, scheduler }, { credentials, usid }) {
    const { verifier, challenge } = createPkce(random);
    const { username, password } = needed(credentials, 'credentials');
    const request = { username, password, challenge, ...optional({ usid }) };
    const answer = await slas.login(request).catch(async (error: unknown) => {
      // Twice within a second, as by a double click. The other one's answer may be the one that the browser drops.
      if (!(error instanceof SlasError) || error.code !== 'ERR_SLAS_CONFLICT') throw error;
      await scheduler.sleep(LOGIN_PAUSE_MILLISECONDS);
      return slas.login(request);
    });
    return { code: { ...answer, verifier } };
  },
  async 'token-guest'({ slas }, { code, dnt }) {
    const grant = code ? ({ kind: 'code', ...code } as const) : GUEST_OF_PRIVATE_CLIENT;
    return gained(await slas.token({ ...grant, ...optional({ dnt }) }));
  },
  async 'token-login'({ slas }, { code, dnt }) {
    const grant = { kind: 'code', ...needed(code, 'code') } as const;
    return gained(await slas.token({ ...grant, ...optional({ dnt }) }));
  },
  async 'token-refresh'({ slas, flights }, { refreshToken, refusedToken, dnt }) {
    const token = needed(refreshToken, 'refresh token');
    const redeem = () => slas.token({ kind: 'refresh', refreshToken: token, ...optional({ dnt }) });
    const pair = await flights.redeem(token, redeem);
    // A private client's refresh token stays the same, and so does what it was just exchanged for.
    const isRefused = pair.tokens.accessToken === refusedToken;
    return gained(isRefused ? await flights.redeemAfter(refusedToken, token, redeem) : pair);
  },
  async 'session-bridge'({ slas }, { signature, provenCustomerId, code, dnt }) {
    const proof = needed(signature, 'signature');
    const options = optional({ ...code, dnt });
    const pair = await slas.sessionBridgeToken({ signature: proof, ...options });
    const { kind, customerId } = pair.tokens;
    if (kind === 'registered' && customerId !== provenCustomerId) throw notProven();
    return gained(pair);
  },
  async logout({ slas }, { accessToken, refreshToken }) {
    if (accessToken && refreshToken) await slas.logout({ accessToken, refreshToken });
    return {};
  },
  async sessions({ ocapi, flights }, { accessToken, clientIp }) {
    const token = needed(accessToken, 'access token');
    const create = () => ocapi.createSession(token, optional({ clientIp }));
    return { session: await flights.openSession(token, create) };
  },
  async register({ scapi }, { accessToken, profile, dwsid }) {
    const token = needed(accessToken, 'access token');
    await scapi.registerCustomer(token, needed(profile, 'profile'), { dwsid });
    return {};
  },
  async 'merge-basket'({ scapi }, { accessToken }) {
    // Without the session, which is still the guest's: it is never sent again.
    await scapi.mergeBasket(needed(accessToken, 'access token'));
    return {};
  },
  async 'session-signature'({ signatures }, { dwsid, provenCustomerId }) {
    if (!signatures || !dwsid) throw new SlasError('ERR_SLAS_NO_SESSION', 'no session to sign');
    const signature = await signatures.read(dwsid);
    // Who has learned the id of a session must not become its shopper for the life of a refresh token.
    if (signature.kind !== 'guest' && provenCustomerId === null) throw notProven();
    return { signature };
  },
};

function notProven(): SlasError {
  return new SlasError('ERR_SLAS_NO_SESSION', 'the session is of somebody else, as far as we know');
}

async function authorize(
  { slas, random }: PlanServices,
  hint: AuthorizeHint,
): Promise<Partial<Progress>> {
  const { verifier, challenge } = createPkce(random);
  const answer = await slas.authorize({ hint, challenge });
  return { code: { ...answer, verifier } };
}

function gained({ tokens, session }: ShopperPair): Partial<Progress> {
  const { accessToken, refreshToken, usid } = tokens;
  return { tokens, session, accessToken, refreshToken, usid };
}

/** A plan that wants something is made for a situation in which it is there. */
function needed<Value>(value: Value | null | undefined, name: string): Value {
  if (value === null || value === undefined) throw new TypeError(`the plan expected "${name}"`);
  return value;
}

/** Leaves out what is not known: SLAS takes `undefined` and `null` for values. */
function optional<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  const known = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(known) as { [Name in keyof Fields]?: NonNullable<Fields[Name]> };
}
