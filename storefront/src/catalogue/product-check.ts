import { MAX_OPTION_LENGTH, MAX_OPTIONS, MAX_SKU_LENGTH } from './constants.ts';
import { checkUnitPrice } from './money.ts';
import type { Product, ProductOption } from './product.ts';

/**
 * Checks one product against the limits that carts have (design §3), so that whatever is on
 * sale also fits into a cart and across the bridge.
 *
 * @throws {RangeError} naming the SKU, the field, the expectation and what came.
 */
export function checkProduct(product: Product): void {
  checkText(product.sku, 'a SKU', MAX_SKU_LENGTH);
  const owner = `product "${product.sku}"`;
  checkText(product.name, `name of ${owner}`);
  checkText(product.category, `category of ${owner}`);
  checkText(product.description, `description of ${owner}`);
  checkUnitPrice(product.price, `price of ${owner}`);
  checkOptions(product.options ?? [], owner);
}

/**
 * Checks that no two products share a SKU.
 *
 * @throws {RangeError} naming the first SKU that comes twice.
 */
export function checkUniqueSkus(products: readonly Product[]): void {
  checkUnique(
    products.map(({ sku }) => sku),
    'SKUs',
  );
}

function checkOptions(options: readonly ProductOption[], owner: string): void {
  if (options.length > MAX_OPTIONS) {
    throw new RangeError(`${owner} expected at most ${MAX_OPTIONS} options, got ${options.length}`);
  }
  checkUnique(
    options.map(({ name }) => name),
    `options of ${owner}`,
  );
  for (const option of options) checkOption(option, owner);
}

function checkOption({ name, values }: ProductOption, owner: string): void {
  checkText(name, `an option name of ${owner}`, MAX_OPTION_LENGTH);
  if (values.length === 0) {
    throw new RangeError(`option "${name}" of ${owner} expected at least one value, got none`);
  }
  checkUnique(values, `values of option "${name}" of ${owner}`);
  for (const value of values) {
    checkText(value, `a value of option "${name}" of ${owner}`, MAX_OPTION_LENGTH);
  }
}

function checkText(text: string, what: string, maxLength = Number.POSITIVE_INFINITY): void {
  if (text.trim() === '') throw new RangeError(`${what} expected text, got none`);
  if (text.length > maxLength) {
    throw new RangeError(`${what} expected at most ${maxLength} characters, got ${text.length}`);
  }
}

function checkUnique(texts: readonly string[], what: string): void {
  const seen = new Set<string>();
  for (const text of texts) {
    if (seen.has(text)) throw new RangeError(`${what} expected to be unique, got "${text}" twice`);
    seen.add(text);
  }
}
