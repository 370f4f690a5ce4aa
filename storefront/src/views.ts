/** Door `@domain-bridge/storefront/views`: from shopping states to what pages show. */

export {
  type PricedCart,
  type PricingContext,
  pictureHref,
  pricedCart,
} from './views/cart-model.ts';
export { buildChrome, type PageFacts, siteLinks } from './views/chrome.ts';
