import type { Chrome, ProductCard } from '@domain-bridge/storefront/pages';

/** Euros in cents. */
export const eur = (amount: number) => ({ amount, currency: 'EUR' });
/** What a stranger may send as a name; it must never reach a page as markup. */
export const hostile = '"><script>alert(1)</script>';
/** A guest on a product page. */
export const chrome: Chrome = {
  site: 'shopping',
  title: 'Shop',
  visitor: 'anonymous',
  cartCount: 0,
  links: { shop: '/', cart: '/cart', checkout: '/x', signIn: '/l', register: '/r', account: '/a' },
  path: '/products/10021',
};
/** A product with nothing to choose. */
export const card: ProductCard = {
  sku: '10021',
  name: 'Mug',
  category: 'Kitchen',
  price: eur(950),
  href: '/products/10021',
  pictureHref: '/pictures/10021.svg',
  hasOptions: false,
};
/** A cart with nothing in it. */
export const emptyCart = {
  lines: [],
  promotions: [],
  shipping: null,
  shippingMethods: [],
  countries: [],
  totals: { subtotal: eur(0), discounts: [], total: eur(0) },
  checkoutHref: '/bridge',
};
