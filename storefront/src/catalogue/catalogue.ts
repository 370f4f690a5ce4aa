import { CURRENCY } from './money.ts';
import type { ChosenOptions, Product } from './product.ts';
import { checkProduct, checkUniqueSkus } from './product-check.ts';
import { completeOptions } from './product-options.ts';
import { createProductSearch, type ProductQuery } from './product-search.ts';

/** What a store sells. Read-only: nothing a request does changes it. */
export interface Catalogue {
  /** All products, in the order they are shown. */
  readonly products: readonly Product[];
  /** Names of the categories, each once, in the order of their first product. */
  readonly categories: readonly string[];
  /** The currency of every price, ISO 4217. */
  readonly currency: typeof CURRENCY;
  /** Finds a product by its exact SKU. */
  find(sku: string): Product | undefined;
  /** Finds products by category and words; an empty query finds all. */
  search(query: ProductQuery): readonly Product[];
  /**
   * Fills options left out with their first value, keys in canonical order.
   * `undefined` if an option or a value is unknown.
   */
  completeOptions(product: Product, chosen: ChosenOptions | undefined): ChosenOptions | undefined;
}

/**
 * Makes a catalogue of a list of products.
 *
 * @param products In the order they shall be shown. Copied and frozen, so that one request
 *   cannot change what the next one sees.
 * @throws {RangeError} for a SKU that comes twice, or a product beyond the limits of carts.
 */
export function createCatalogue(products: readonly Product[]): Catalogue {
  for (const product of products) checkProduct(product);
  checkUniqueSkus(products);
  const shelf = freezeDeep(structuredClone(products));
  const bySku = new Map(shelf.map((product) => [product.sku, product]));
  return Object.freeze({
    products: shelf,
    categories: Object.freeze([...new Set(shelf.map(({ category }) => category))]),
    currency: CURRENCY,
    find: (sku: string) => bySku.get(sku),
    search: createProductSearch(shelf),
    completeOptions,
  });
}

function freezeDeep<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) freezeDeep(part);
  }
  return Object.freeze(value);
}
