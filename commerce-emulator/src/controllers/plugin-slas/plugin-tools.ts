import type { Platform } from '../../platform/platform.ts';
import type { ShopperCookieNames } from '../shopper-cookies.ts';
import type { BasketService } from './basket-service.ts';
import type { OcapiService } from './ocapi-service.ts';
import type { PluginSettings } from './settings.ts';
import type { SlasService } from './slas-service.ts';

/** What the hooks of the plugin work with. */
export interface PluginTools {
  readonly platform: Platform;
  readonly settings: PluginSettings;
  readonly names: ShopperCookieNames;
  /** Address of the home page. */
  readonly home: string;
  readonly slas: SlasService;
  readonly ocapi: OcapiService;
  readonly baskets: BasketService;
}
