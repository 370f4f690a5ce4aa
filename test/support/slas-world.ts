import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { createMemoryFlightStore } from '../../shared/src/memory/flight-store.ts';
import { createMemoryKeptShopperStore } from '../../shared/src/memory/kept-shopper-store.ts';
import type { BridgeNews } from '../../shared/src/slas/bridge-parts.ts';
import { SlasError } from '../../shared/src/slas/errors.ts';
import { createHybridRoutes } from '../../shared/src/slas/hybrid-routes.ts';
import type { BridgeMode, ClientKind } from '../../shared/src/slas/situation.ts';
import { type RequestShopper, type SlasBridgeOptions, slasBridge } from '../../shared/src/slas.ts';
import { type Emulator, type EmulatorStart, startEmulator } from './emulator.ts';
import { HybridBrowser } from './hybrid-browser.ts';

/** Path of the controllers of the emulator's site. */
export const CONTROLLERS = '/on/demandware.store/Sites-RefArch-Site/en_US';
/** Path of the customers of SCAPI, as `req.shopper.scapi` takes it. */
export const CUSTOMERS = '/customer/shopper-customers/v1/organizations/{organizationId}/customers';
export const JANE = { username: 'jane@example.com', password: 'Password1!' } as const;

/** The two clients of an untouched emulator. */
export const CLIENTS = {
  public: { clientId: 'c9c45bfd-0ed3-4aa2-9971-40f88962b836' },
  private: {
    clientId: '2a5f1f0e-7c1b-4b62-8d0e-5b7f6a0c9d11',
    clientSecret: 'emulator-secret',
  },
} as const;

/** How a world differs from the ordinary one: private client, manual, tokens in cookies. */
export interface SlasWorldOptions {
  readonly client?: ClientKind;
  readonly mode?: BridgeMode;
  readonly bridge?: Partial<SlasBridgeOptions>;
  readonly emulator?: Emulator;
  readonly start?: EmulatorStart;
}

/** A hybrid storefront of two routes, the bridge in front of it, and the instance behind it. */
export interface SlasWorld {
  readonly emulator: Emulator;
  /** What browsers see, e.g. `http://hybrid.localhost:34567`. */
  readonly origin: string;
  /** What the bridge told, in order. */
  readonly news: readonly BridgeNews[];
  browser(): HybridBrowser;
  close(): Promise<void>;
}

/** Settings of the bridge for an emulator. */
export function bridgeOptions(
  emulator: Pick<Emulator, 'origin' | 'clock'>,
  client: ClientKind = 'private',
): Omit<SlasBridgeOptions, 'origin'> {
  return {
    commerce: {
      apiOrigin: emulator.origin,
      instanceOrigin: emulator.origin,
      organizationId: 'f_ecom_zzrf_001',
      siteId: 'RefArch',
    },
    client: { ...CLIENTS[client], redirectUri: 'http://localhost:3000/callback' },
    stores: { flights: createMemoryFlightStore(), shoppers: createMemoryKeptShopperStore() },
    signatures: {
      url: `${emulator.origin}${CONTROLLERS}/DomainBridge-Session`,
      secret: 'emulator-bridge-secret',
    },
    clock: emulator.clock,
  };
}

/** Starts a world. An emulator that is handed in is left running. */
export async function startSlasWorld(options: SlasWorldOptions = {}): Promise<SlasWorld> {
  const { client = 'private', mode = 'manual' } = options;
  // Hybrid Auth and the headless storefront have to have one client.
  const controllers = { hybridClientId: CLIENTS[client].clientId };
  const emulator = options.emulator ?? (await startEmulator({ controllers, ...options.start }));
  await emulator.switches({ sync: mode === 'manual' ? 'none' : 'hybrid_auth' });
  const server = createServer();
  // Leaves it to clients to let go of idle connections: on a busy machine it would close one under a request.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://hybrid.localhost:${port}`;
  const news: BridgeNews[] = [];
  const app = express();
  app.use(
    slasBridge({
      ...bridgeOptions(emulator, client),
      origin,
      mode,
      controllers: {
        routes: createHybridRoutes({
          rules: [
            { to: 'headless', path: '/' },
            { to: 'headless', path: '/app/*' },
          ],
        }),
        names: { afterSignIn: 'Home-Show' },
      },
      onNews: (each) => news.push(each),
      ...options.bridge,
    }),
    express.json(),
    createStorefront(),
  );
  server.on('request', app);
  return {
    emulator,
    origin,
    news,
    browser: () => new HybridBrowser(origin, port, emulator.clock),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (!options.emulator) await emulator.stop();
    },
  };
}

/** A page that calls SCAPI: shown to whoever the shopper is in the end. */
async function showCart(shopper: RequestShopper): Promise<unknown> {
  const before = await shopper.get();
  const path = `${CUSTOMERS}/${before?.customerId}/baskets`;
  try {
    return (await shopper.scapi({ method: 'GET', path })).body;
  } catch (error) {
    if (error instanceof SlasError && error.code === 'ERR_SLAS_CREDENTIALS_CHANGED') return {};
    throw error;
  }
}

/** A storefront that shows who the shopper is, as JSON, and does what it is asked. */
function createStorefront(): express.Router {
  const router = express.Router();
  const shopperOf = ({ shopper }: Request) => {
    if (!shopper) throw new TypeError('the bridge is not in front of this route');
    return shopper;
  };
  const answer =
    (run: (req: Request) => Promise<unknown>) => async (req: Request, res: Response) => {
      try {
        res.json(await run(req));
      } catch (error) {
        if (!(error instanceof SlasError)) throw error;
        res.status(error.status ?? 503).json({ code: error.code });
      }
    };
  router.get(
    '/',
    answer((req) => shopperOf(req).get()),
  );
  router.get('/app/static', (_req, res) => res.json({}));
  router.get(
    '/app/shopper',
    answer((req) => shopperOf(req).get()),
  );
  router.get(
    '/app/cart',
    answer((req) => showCart(shopperOf(req))),
  );
  router.post(
    '/app/sign-in',
    answer((req) => shopperOf(req).signIn(req.body)),
  );
  router.post(
    '/app/register',
    answer((req) => shopperOf(req).register(req.body)),
  );
  router.post(
    '/app/sign-out',
    answer((req) => shopperOf(req).signOut()),
  );
  router.post(
    '/app/scapi',
    answer(async (req) => (await shopperOf(req).scapi(req.body)).body),
  );
  return router;
}
