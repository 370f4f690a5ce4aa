import type { Platform } from '../../platform/platform.ts';
import { createControllerUrl } from '../controller-url.ts';
import type { SessionSync } from '../session-sync.ts';
import { shopperCookieNames } from '../shopper-cookies.ts';
import type { Visit } from '../visit.ts';
import { createBasketService } from './basket-service.ts';
import { createOcapiService } from './ocapi-service.ts';
import { onSession } from './on-session.ts';
import type { PluginTools } from './plugin-tools.ts';
import { createServiceCall } from './service-call.ts';
import type { PluginSettings } from './settings.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { createSlasService } from './slas-service.ts';

/**
 * The cartridge plugin_slas, as 7.3 and 7.4 behave. A third party: it calls SLAS, OCAPI and SCAPI over HTTP, and knows
 * of the platform only what Script API shows.
 */
export function createPluginSlas(
  platform: Platform,
  settings: PluginSettings,
  fetch: typeof globalThis.fetch,
): SessionSync {
  const call = createServiceCall(fetch);
  const names = shopperCookieNames(settings.siteId);
  const home = createControllerUrl(settings.siteId)('Home-Show');
  const toolsFor = ({ selfOrigin }: Visit): PluginTools => ({
    platform,
    settings,
    names,
    home,
    slas: createSlasService(call, settings, selfOrigin),
    ocapi: createOcapiService(call, settings, selfOrigin),
    baskets: createBasketService(call, settings, selfOrigin),
  });
  return {
    beforePage: async (visit) => (visit.isStart ? onSession(toolsFor(visit), visit) : null),
    signIn: (visit, credentials) => signIn(toolsFor(visit), visit, credentials),
    signOut: (visit) => signOut(toolsFor(visit), visit),
  };
}
