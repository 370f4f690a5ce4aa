import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import { noteShopper } from '../http/log-calls.ts';
import { PUBLIC_CLIENT_ID } from '../platform/clients.ts';
import type { Platform } from '../platform/platform.ts';
import { addAccountControllers } from './account-controllers.ts';
import { addCartControllers } from './cart-controllers.ts';
import { controllerBase, createControllerUrl } from './controller-url.ts';
import { createDomainBridge } from './domain-bridge.ts';
import { createHybridAuth } from './hybrid-auth/hybrid-auth.ts';
import { addPageControllers } from './page-controllers.ts';
import { errorPage } from './pages/error-page.ts';
import { createPluginSlas } from './plugin-slas/plugin-slas.ts';
import type { PluginSettings } from './plugin-slas/settings.ts';
import { pageOf, sendPage } from './render.ts';
import type { SessionSync } from './session-sync.ts';
import { createStyleSheet } from './style-sheet.ts';
import { openVisit, type Visit } from './visit.ts';
import { createWithoutSync } from './without-sync.ts';

/** How the controllers of the emulator are set up. */
export interface ControllersOptions {
  /** What `x-domain-bridge-auth` has to say. Default: `emulator-bridge-secret`. */
  readonly bridgeSecret?: string;
  /** Settings of plugin_slas, where they differ: by default a public client that always keeps the refresh token. */
  readonly plugin?: Partial<PluginSettings>;
  /** The SLAS client of Hybrid Auth. Default: the public one. */
  readonly hybridClientId?: string;
  /** How plugin_slas calls the APIs. Default: HTTP, to the address at which the request came in. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Controllers in the manner of SFRA, and what happens where their sessions start. */
export function createControllers(platform: Platform, options: ControllersOptions = {}): Router {
  const base = controllerBase(platform.siteId);
  const router = Router();
  router.get('/', (_req, res) => res.redirect(createControllerUrl(platform.siteId)('Home-Show')));
  router.use(createStyleSheet(platform.siteId));
  router.use(`${base}/DomainBridge-Session`, createDomainBridge(platform, options.bridgeSecret));
  router.use(base, securityHeaders, refuseCrossSite, createSite(platform, options));
  return router;
}

function createSite(platform: Platform, options: ControllersOptions): Router {
  const site = Router();
  const syncOf = createSyncs(platform, options);
  site.use(startSession(platform, syncOf), express.urlencoded({ extended: false, limit: '16kb' }));
  addPageControllers(site, platform);
  addCartControllers(site, platform);
  addAccountControllers(site, platform, syncOf);
  site.use((_req, res) => {
    res.status(404);
    sendPage(
      res,
      errorPage(pageOf(platform, res, 'Home-Show', 'Not found'), 'There is no such page.'),
    );
  });
  site.use(showError(platform));
  return site;
}

/** Opens the session of a request, lets whoever syncs do so, and runs the controller or redirects. */
function startSession(platform: Platform, syncOf: () => SessionSync): RequestHandler {
  return async function openSession(req, res, next) {
    const visit = openVisit(platform, req, res);
    res.locals.visit = visit;
    res.once('finish', () => noteShopper(res, visit.session.identity));
    const location = await syncOf().beforePage(visit);
    if (location === null) next();
    else res.redirect(302, location);
  };
}

/** The sync that is switched on now. */
function createSyncs(platform: Platform, options: ControllersOptions): () => SessionSync {
  const syncs = {
    none: createWithoutSync(platform),
    plugin_slas: createPluginSlas(
      platform,
      { ...defaultPlugin(platform), ...options.plugin },
      options.fetch ?? globalThis.fetch,
    ),
    hybrid_auth: createHybridAuth(platform, options.hybridClientId ?? PUBLIC_CLIENT_ID),
  } as const;
  return () => syncs[platform.switches.sync];
}

function defaultPlugin({ organizationId, siteId }: Platform): PluginSettings {
  return {
    clientId: PUBLIC_CLIENT_ID,
    clientSecret: null,
    redirectUri: 'http://localhost:3000/callback',
    organizationId,
    siteId,
    ocapiVersion: '23_2',
    saveRefreshTokenAlways: true,
    useSignature: true,
    clientIpHeader: 'x-client-ip',
  };
}

/** Pages without script, in front of plain HTTP: nothing is upgraded, and no host is pinned to HTTPS. */
const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'same-origin' },
});

/** Forms of other sites change nothing here, as SFRA's CSRF tokens see to. */
const refuseCrossSite: RequestHandler = (req, res, next) => {
  const isForeign = req.method !== 'GET' && req.get('sec-fetch-site') === 'cross-site';
  if (isForeign) res.status(403).type('text').send('Forms of other sites are refused.');
  else next();
};

/** A controller that fails shows a page; what exactly failed stands in the call log. */
function showError(platform: Platform): ErrorRequestHandler {
  return (error, _req, res, next) => {
    const visit: Visit | undefined = res.locals.visit;
    if (res.headersSent || visit === undefined) return next(error);
    res.status(500);
    sendPage(
      res,
      errorPage(
        pageOf(platform, res, 'Home-Show', 'Something went wrong'),
        'The sign-in service did not answer as it should.',
      ),
    );
  };
}
