import type { ShippingChoice } from '@domain-bridge/storefront/catalogue';

/** How an order is sent while the shopper has chosen nothing; the checkout page shows it as chosen. */
export const DEFAULT_SHIPPING: ShippingChoice = { method: 'standard', country: 'IE' };
