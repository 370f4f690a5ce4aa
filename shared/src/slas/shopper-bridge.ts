import { type Clock, systemClock } from '../core/clock.ts';
import { type Random, systemRandom } from '../core/random.ts';
import { type Scheduler, systemScheduler } from '../core/scheduler.ts';
import type { PeerFetch } from '../peer/bounded-fetch.ts';
import type { BridgeNews, BridgeParts } from './bridge-parts.ts';
import { ControllerVisit } from './controller-visit.ts';
import type { FlightStore } from './flight-store.ts';
import type { KeptShopperStore } from './kept-shopper-store.ts';
import { createOcapiClient } from './ocapi-client.ts';
import { PairKeeper } from './pair-keeper.ts';
import { createPairSeal } from './pair-seal.ts';
import { createRestingFetch } from './resting-fetch.ts';
import { createScapiClient } from './scapi-client.ts';
import { SERVICE_TIMEOUT_SECONDS } from './service-call.ts';
import { createShopperFlights } from './shopper-flights.ts';
import { createShopperStorage } from './shopper-storage.ts';
import { ShopperVisit } from './shopper-visit.ts';
import { createSignatureClient } from './signature-client.ts';
import { createSingleFlight } from './single-flight.ts';
import type { BridgeMode } from './situation.ts';
import { createSlasClient } from './slas-client.ts';
import type { CommerceSettings, SlasClientSettings } from './slas-options.ts';
import { jwksUrlOf } from './slas-settings.ts';
import type { StorageKind } from './storage.ts';
import { createTokenVerifier } from './token-verifier.ts';

/** Options of a bridge between SLAS tokens and controller sessions. */
export interface ShopperBridgeOptions {
  readonly commerce: CommerceSettings;
  readonly client: SlasClientSettings;
  /** Whether the storefront's own configured origin is https; decides the Secure attribute of every cookie. */
  readonly secure: boolean;
  readonly stores: {
    /** Shared by all processes of the storefront: one round of calls for each shopper. */
    readonly flights: FlightStore;
    /** For `storage: 'server'` alone. */
    readonly shoppers?: KeptShopperStore;
  };
  /** Default: `manual`, this bridge keeps the pair together. `hybrid-auth` where the platform does (from 25.3). */
  readonly mode?: BridgeMode;
  /** Default: `cookies`, by the conventions of PWA Kit and plugin_slas. */
  readonly storage?: StorageKind;
  /** Whether cookie names end with `_<siteId>`, as PWA Kit wants it. Default: true. */
  readonly siteSuffix?: boolean;
  /** The controller that signs sessions (`cartridge/`). Without it a session that is there before tokens cannot be adopted. */
  readonly signatures?: { readonly url: string; readonly secret: string };
  /** Header in which OCAPI takes the shopper's address; null sends none. Default: `x-client-ip`. */
  readonly clientIpHeader?: string | null;
  /** How long a call may take. Default: 5 s. */
  readonly timeoutSeconds?: number;
  /** Is told what happened to shoppers; for the log. */
  readonly onNews?: (news: BridgeNews) => void;
  /** Default: the platform's. */
  readonly fetch?: PeerFetch;
  readonly clock?: Clock;
  readonly scheduler?: Scheduler;
  readonly random?: Random;
}

/** A request, as far as it matters here. */
export interface VisitRequest {
  /** The `Cookie` header, untrusted. */
  readonly cookieHeader: string | undefined;
  /** Tells the address of the shopper, which goes to OCAPI for the session's geolocation; asked only when it is needed. */
  readonly clientIp?: () => string | undefined;
}

/** One request, and everything that can be done for it. */
export interface BridgedRequest {
  readonly shopper: ShopperVisit;
  readonly controller: ControllerVisit;
  /**
   * The `Cookie` header to go by: without what a late answer has brought back from before a sign-in or sign-out. Send this
   * one on.
   */
  cookieHeader(): Promise<string | undefined>;
  /** `Set-Cookie` values for the answer, one for each name; also when something failed. */
  setCookies(): string[];
}

/** Keeps a SLAS token and a `dwsid` session on the same shopper. Knows nothing of any web framework. */
export interface ShopperBridge {
  readonly mode: BridgeMode;
  /** @param entry Whose forms they are that sign in and out in this request. */
  open(request: VisitRequest, entry: 'headless' | 'controller'): BridgedRequest;
}

/**
 * Makes a bridge.
 *
 * @throws {TypeError} On options that do not fit each other or are not what they say.
 */
export function createShopperBridge(options: ShopperBridgeOptions): ShopperBridge {
  const parts = partsOf(options);
  return {
    mode: parts.mode,
    open({ cookieHeader, clientIp = () => undefined }, entry) {
      const keeper = new PairKeeper(parts, cookieHeader, clientIp);
      return {
        shopper: new ShopperVisit(parts, keeper, entry),
        controller: new ControllerVisit(parts, keeper),
        async cookieHeader() {
          await keeper.known();
          return keeper.cookies.header();
        },
        setCookies: () => keeper.cookies.toSend(),
      };
    },
  };
}

function partsOf(options: ShopperBridgeOptions): BridgeParts {
  const { commerce, client, stores, mode = 'manual', onNews = () => {} } = options;
  const { clock = systemClock, scheduler = systemScheduler, random = systemRandom } = options;
  const { timeoutSeconds, clientIpHeader, signatures } = options;
  const fetch = createRestingFetch(options.fetch ?? globalThis.fetch, scheduler);
  const service = { fetch, scheduler, clock, ...(timeoutSeconds && { timeoutSeconds }) };
  const { organizationId, siteId } = commerce;
  const naming = { siteId, suffix: options.siteSuffix ?? true };
  const { secure } = options;
  const flight = createSingleFlight({
    store: stores.flights,
    clock,
    scheduler,
    random,
    leaseSeconds: leaseFor(timeoutSeconds ?? SERVICE_TIMEOUT_SECONDS),
  });
  return {
    mode,
    clock,
    onNews,
    storage: createShopperStorage({
      kind: options.storage ?? 'cookies',
      naming,
      secure,
      store: stores.shoppers,
      clock,
      random,
    }),
    seal:
      mode === 'manual'
        ? createPairSeal({ naming, secure, random, secret: secretOf(options) })
        : null,
    verifier: createTokenVerifier({
      jwksUrl: jwksUrlOf(commerce),
      organizationId,
      siteId,
      clientId: client.clientId,
      fetch,
      scheduler,
      clock,
    }),
    services: {
      slas: createSlasClient({ ...service, commerce, client }),
      ocapi: createOcapiClient({
        ...service,
        commerce,
        clientId: client.clientId,
        ...(clientIpHeader !== undefined && { clientIpHeader }),
      }),
      scapi: createScapiClient({ ...service, commerce }),
      signatures: signatures ? createSignatureClient({ ...service, ...signatures }) : null,
      flights: createShopperFlights(flight),
      random,
      scheduler,
    },
  };
}

/** As long as a plan may take under one flight: three calls, and what a whole second hides. */
function leaseFor(timeoutSeconds: number): number {
  return Math.max(15, Math.ceil(3 * timeoutSeconds) + 2);
}

/** What all processes of the storefront know, and nobody else. */
function secretOf({ signatures, client }: ShopperBridgeOptions): string | null {
  return signatures?.secret ?? client.clientSecret ?? null;
}
