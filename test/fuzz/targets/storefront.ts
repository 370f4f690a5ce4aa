import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import { ConfigError } from '@domain-bridge/storefront/config';
import { RequestError } from '../../../shared/src/core/request-error.ts';
import { completeOptions } from '../../../storefront/src/catalogue/product-options.ts';
import { readArticle, readQuantity } from '../../../storefront/src/api/line-input.ts';
import { readBodies, refuseDuplicateQuery } from '../../../storefront/src/api/request-body.ts';
import { parseConfig as parseCheckoutConfig } from '../../../checkout-domain/src/config.ts';
import { parseConfig as parseShoppingConfig } from '../../../shopping-domain/src/config.ts';
import type { FuzzTarget } from '../engine/fuzz-target.ts';
import { hold, holdEqual, Refused, tryParse } from '../engine/properties.ts';
import { isClientError, requestOf, runHandler } from './requests.ts';

const [, parseFields] = readBodies();
const MANY_OPTIONS = { sku: 'mug', quantity: 2, options: { colour: 'blue' } };
const FORM = 'sku=TEA-GREEN&quantity=3&option.size=250+g&return=%2Fcart';

/** What the cart routes read of a body, in the one form or the other. */
function checkBody(body: Buffer, type: string): void {
  const headers = { 'content-type': type, 'content-length': String(body.length) };
  const req = requestOf({ headers, body });
  const refused = runHandler(RequestError, parseFields, req);
  if (refused) return void hold(isClientError(refused), `refuses with ${String(refused.error)}`);
  hold(Object.getPrototypeOf(req.body) === null, 'has members that nobody sent');
  const quantity = tryParse(RequestError, () => readQuantity(req));
  if (!(quantity instanceof Refused)) {
    hold(Number.isInteger(quantity) && quantity >= 0 && quantity <= 9_999, 'takes no quantity');
  }
  const article = tryParse(RequestError, () => readArticle(req, demoCatalogue));
  if (article instanceof Refused)
    return void hold(isClientError(article), 'is no fault of the caller');
  const product = demoCatalogue.find(article.sku);
  hold(product !== undefined, 'puts into the cart what nobody sells');
  holdEqual(completeOptions(product, article.options), article.options ?? {}, 'is spelt twice');
}

const jsonBody: FuzzTarget = {
  name: 'cart-json',
  form: 'json',
  seeds: [
    ...demoCatalogue.products.slice(0, 3).map(({ sku }) => ({ sku, quantity: 1 })),
    MANY_OPTIONS,
  ].map((each) => JSON.stringify(each)),
  words: ['sku', 'options', '1e3', '-0', '{"a":1,"a":2}', '123456789012345678901234567890'],
  check: (text) => checkBody(Buffer.from(text), 'application/json'),
};

const formBody: FuzzTarget = {
  name: 'cart-form',
  form: 'text',
  seeds: [FORM, ...demoCatalogue.products.slice(0, 3).map(({ sku }) => `sku=${sku}&quantity=1`)],
  words: ['option.', 'option.__proto__=x', '&', '=', '%', '%00', '+', 'quantity=', '[]'],
  check: (text) => checkBody(Buffer.from(text), 'application/x-www-form-urlencoded'),
};

const query: FuzzTarget = {
  name: 'query',
  form: 'text',
  seeds: ['/?q=tea', '/?q=a&q=b', '/products?category=Tea&%71=x', '/?__proto__=1&constructor=2'],
  words: ['?', '&', '=', '%71', 'q=', '__proto__', '+'],
  check(url) {
    const refused = runHandler(RequestError, refuseDuplicateQuery, requestOf({ url }));
    if (refused) hold(isClientError(refused), 'is no fault of the caller');
  },
};

const search: FuzzTarget = {
  name: 'product-search',
  form: 'text',
  seeds: ['tea', 'TEA green', 'ſ', 'İ', 'a'.repeat(200), '.*+?^$()|[]\\'],
  check(text) {
    const found = demoCatalogue.search({ text, category: text } as never);
    hold(found.length <= demoCatalogue.products.length, 'finds more than there is');
  },
};

const KEY = Buffer.alloc(32, 1).toString('base64url');
const ENVIRONMENT = {
  ...{ SHOPPING_ORIGIN: 'http://shop.example', CHECKOUT_ORIGIN: 'https://pay.example' },
  ...{ BRIDGE_KEYS: `k1:${KEY}`, SHOPPING_KEYS: `s1:${KEY}`, CHECKOUT_KEYS: `c1:${KEY}` },
  ...{
    SHOPPING_PORT: '1',
    STATE_DAYS: '30',
    TRUST_PROXY: '1',
    LOG_LEVEL: 'warn',
    BRIDGE_MODE: 'off',
  },
  ...{ CHECKOUT_STORE: 'sqlite:/x.db', HOOK_TOKENS: `ci:revoke:${'x'.repeat(24)}` },
  ...{
    MAIL_URL: 'smtps://u:p@mail.example',
    EVENT_ISSUERS: 'https://i.example=https://i.example/k',
  },
};

const environment: FuzzTarget = {
  name: 'environment',
  form: 'json',
  seeds: [{}, ENVIRONMENT, { ...ENVIRONMENT, NODE_ENV: 'production' }].map((each) =>
    JSON.stringify(each),
  ),
  words: [
    'demo',
    KEY,
    'off',
    'encrypted',
    'signed',
    '9e9',
    '0x10',
    ' 7',
    ...Object.keys(ENVIRONMENT),
  ],
  check(text) {
    const told = environmentIn(text);
    for (const parse of [parseShoppingConfig, parseCheckoutConfig]) {
      const config = tryParse(ConfigError, () => parse(told));
      if (config instanceof Refused) {
        hold(!(config.error as ConfigError).message.includes(KEY), 'repeats a key');
      } else hold(config.shopping.hostname !== config.checkout.hostname, 'shares its cookies');
    }
  },
};

function environmentIn(text: string): Record<string, string> {
  try {
    const all = Object.entries(JSON.parse(text) ?? {});
    return Object.fromEntries(all.map(([name, value]) => [name, String(value)]));
  } catch {
    return {};
  }
}

/** What the two stores read of requests and of their environment. */
export const STOREFRONT_TARGETS: readonly FuzzTarget[] = [
  ...[jsonBody, formBody, query, search, environment],
];
