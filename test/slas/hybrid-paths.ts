import { createHybridRoutes, type HybridRoutes } from '../../shared/src/slas/hybrid-routes.ts';

/** Rules that overlap, in an order that matters. */
export const LAYERED_ROUTES: HybridRoutes = createHybridRoutes({
  rules: [
    { to: 'headless', path: '/' },
    { to: 'headless', path: '/checkout/help' },
    { to: 'controllers', path: '/checkout/*' },
    { to: 'headless', path: '/account/orders/*' },
    { to: 'controllers', path: '/account/*' },
    { to: 'controllers', path: '/p/old/*' },
    { to: 'headless', path: '/p/*' },
    { to: 'controllers', path: '/v1.0' },
    { to: 'headless', path: '/v1.0/~beta_2/*' },
  ],
});

/** The same, for a storefront that is headless but for its checkout. */
export const INVERTED_ROUTES: HybridRoutes = createHybridRoutes({
  rules: [
    { to: 'headless', path: '/cart/mini' },
    { to: 'controllers', path: '/cart' },
    { to: 'controllers', path: '/cart/*' },
    { to: 'headless', path: '/p/*' },
    { to: 'controllers', path: '/checkout/*' },
    { to: 'controllers', path: '/p/old/*' },
  ],
  otherwise: 'headless',
});

/** Beginnings that are turned into every spelling below. */
const STEMS = ['/', '/p/1', '/product/shoe', '/category/men/boots', '/cart', '/checkout/help'];

/** Spellings of one path, harmless and not. */
function spellingsOf(stem: string): readonly string[] {
  const [, ...letters] = stem;
  const encoded = letters.map((letter) =>
    letter === '/' ? '/' : `%${letter.charCodeAt(0).toString(16)}`,
  );
  return [
    stem,
    `${stem}?`,
    `${stem}?q=%2F&r=\\..%2fcart`,
    `${stem}/`,
    `/${stem}`,
    `//${stem}//`,
    `/.${stem}`,
    `${stem}/.`,
    `${stem}/..`,
    `${stem}/../..`,
    `${stem}/x/../`,
    `${stem}/%2e%2E/cart`,
    `/${encoded.join('')}`,
    stem.toUpperCase(),
    `${stem}%2F`,
    `${stem}%00`,
  ];
}

const SINGLE_PATHS = [
  // Below and beside a prefix.
  '/p',
  '/p/',
  '/p//',
  '/px',
  '/p/old',
  '/p/old/',
  '/p/old/1',
  '/p/older',
  '/product',
  '/productx/1',
  '/category',
  '/checkout',
  '/checkout/',
  '/checkout/help/',
  '/checkout/help/me',
  '/account/orders/1',
  '/account/orders',
  '/account/',
  '/v1.0',
  '/v1x0',
  '/v1.0/~beta_2/x',
  '/v1x0/~beta_2/x',
  '/on/demandware.store/Sites-RefArch-Site/en_US/Cart-Show',
  '/order/1',
  '/cart/mini',
  '/cart/mini/',
  // Dots.
  '/...',
  '/p/...',
  '/p/..',
  '/p/../',
  '/p/..;/cart',
  '/p/.%2e/cart',
  '/p/%2e./cart',
  '/p/%2e/1',
  '/%2e%2e/p/1',
  '/..',
  '/../',
  '/../p/1',
  '/p/../../p/1',
  '/cart/../p/1',
  '/cart/..//p/1',
  '/cart//../p/1',
  '/cart/.//../p/1',
  '/p/./..',
  '/p/1/..%3fx',
  '/p/.%23',
  '/p/..%25',
  // Slashes that are none, or are.
  '/p%2f1',
  '/p%2F..%2fcart',
  '/p/..%2fcart',
  '/p/..%2f..%2fcart',
  '/cart%2f..%2fp/1',
  '/p/a%252fb',
  '/p/%252e%252e/cart',
  '/p\\1',
  '\\p\\1',
  '/p/..\\cart',
  '/p%5c1',
  '/p/..%5ccart',
  // Once decoded, text like any other.
  '/%3f',
  '/%3Fx=1',
  '/p/%3f/../1',
  '/%23',
  '/p/%23/1',
  '/%25',
  '/%2570/1',
  '/p%251',
  '/%0a',
  '/cart%0A',
  '/cart%0d%0a',
  '/p/1%0d%0aX-Injected:%201',
  '/p/%01%7f%ff',
  '/%20',
  '/cart%20',
  '/p/%c3%a9',
  '/p/\u00c3\u00a9',
  '/\u00c3\u00a9',
  '/p/%E2%80%AE',
  '/p/a+b',
  '/p/a;b=c',
  "/p/!$&'()*,:@",
  '/p/|^`{}"<>',
  // What is no path.
  '/p/%',
  '/p/%2',
  '/p/%zz',
  '/p/%2g/../..',
  '/p/%u0041',
  '/p/1#top',
  '/#',
  '/#/../cart',
  'http://shop.example/p/1',
  'HTTP://shop.example:8080/cart?x=/p/1',
  'http://shop.example',
  'http://shop.example?x',
  'http://shop.example//p//1',
  'http://shop.example/p/..%2fcart',
  'http://[::1]/p/1',
];

/** Request targets, byte by byte as they would be sent. */
export const HYBRID_PATHS: readonly string[] = [...STEMS.flatMap(spellingsOf), ...SINGLE_PATHS];
