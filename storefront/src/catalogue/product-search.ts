import type { Product } from './product.ts';

/** What a shopper looks for. Every part left out, or blank, narrows nothing. */
export interface ProductQuery {
  /** Exact name of a category; an unknown one finds nothing. */
  readonly category?: string;
  /** Words that must all occur, in any order, in name, category, SKU, description or options. */
  readonly text?: string;
}

/** Finds products; made once for a list of products. */
export type ProductSearch = (query: ProductQuery) => readonly Product[];

/**
 * Makes the search over a list of products.
 *
 * Words are compared without case and accents. Products with all words in their name come
 * first; otherwise the order of the list is kept.
 */
export function createProductSearch(products: readonly Product[]): ProductSearch {
  const entries = products.map((product) => ({
    product,
    name: foldText(product.name),
    everything: foldText(describeProduct(product)),
  }));
  return function searchProducts({ category = '', text = '' }) {
    const words = foldText(text).split(/\s+/).filter(Boolean);
    const found = entries.filter(
      ({ product, everything }) =>
        (category === '' || product.category === category) && hasWords(everything, words),
    );
    const [named, mentioned] = partition(found, ({ name }) => hasWords(name, words));
    return [...named, ...mentioned].map(({ product }) => product);
  };
}

function describeProduct({ name, category, sku, description, options = [] }: Product): string {
  const choices = options.flatMap((option) => [option.name, ...option.values]);
  return [name, category, sku, description, ...choices].join(' ');
}

function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function hasWords(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
