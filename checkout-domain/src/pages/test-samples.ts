import type { CartLine, Chrome } from '@domain-bridge/storefront/pages';
import type { CheckoutModel } from './checkout-page.ts';

/** Euros in cents. */
export const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** What a stranger may send as a name; it must never reach a page as markup. */
export const hostile = '"><script>alert(1)</script>';

/** A guest on the checkout page. */
export const guest: Chrome = {
  site: 'checkout',
  title: 'Checkout',
  visitor: 'anonymous',
  cartCount: 1,
  links: {
    shop: 'http://shop.test/',
    cart: 'http://shop.test/cart',
    checkout: '/checkout',
    signIn: '/login',
    register: '/register',
    account: '/account',
  },
  path: '/checkout',
};

/** Somebody signed in on the checkout page. */
export const shopper: Chrome = {
  ...guest,
  visitor: 'authenticated',
  userEmail: 'shopper@example.com',
  signOut: { action: '/api/logout' },
};

/** One line of a cart. */
export const line: CartLine = {
  id: '10021:ab',
  sku: '10021',
  name: 'Mug',
  quantity: 2,
  unitPrice: eur(950),
  total: eur(1900),
  available: true,
  href: '/products/10021',
  pictureHref: '/pictures/10021.svg',
  version: 'v7',
};

/** A cart that can be ordered. */
export const checkout: CheckoutModel = {
  lines: [line],
  promotions: [],
  shipping: { method: 'standard', country: 'IE' },
  shippingMethods: [{ id: 'standard', name: 'Standard' }],
  countries: [{ code: 'IE', name: 'Ireland' }],
  totals: { subtotal: eur(1900), discounts: [], shipping: eur(490), total: eur(2390) },
  refusals: [],
  canOrder: true,
  signInHref: '/login?next=%2Fcheckout',
  registerHref: '/register?next=%2Fcheckout',
  idempotencyKey: 'key-1',
};
