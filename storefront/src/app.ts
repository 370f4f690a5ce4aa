/** Door `@domain-bridge/storefront/app`: an app of either domain, put together and served. */
export { type AppFrameOptions, createAppFrame } from './app/app-frame.ts';
export { createDomainBridge, type DomainOptions } from './app/domain-bridge.ts';
export { logDelivery } from './app/log-delivery.ts';
export { createPeerLink, type PeerLink } from './app/peer-link.ts';
export {
  type BackgroundTask,
  type ComposedDomain,
  type DomainContext,
  type ServeOptions,
  serveDomain,
} from './app/serve-domain.ts';
