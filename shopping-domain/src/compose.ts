import {
  type ComposedDomain,
  createDomainBridge,
  type DomainContext,
} from '@domain-bridge/storefront/app';
import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import { createApp, SHOPPING_RETURN_PATHS } from './app.ts';
import { createShoppingStore } from './store/shopping-store.ts';

/** Puts the shopping domain together. */
export function composeShopping(context: DomainContext): ComposedDomain {
  const { config, db } = context;
  const stores = createShoppingStore(db);
  const bridge = createDomainBridge({ ...context, stores, returnPaths: SHOPPING_RETURN_PATHS });
  const { trustProxy } = config;
  const app = createApp({ ...context, bridge, catalogue: demoCatalogue, trustProxy });
  return { app, swept: [stores.states, stores.replays, stores.sessions] };
}
