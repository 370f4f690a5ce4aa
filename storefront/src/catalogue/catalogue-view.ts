import type { Catalogue } from './catalogue.ts';
import type { Money } from './money.ts';
import type { Product, ProductOption } from './product.ts';

/** A product as `GET /api/products` shows it (design §8). */
export interface ProductView {
  /** What cart lines call it. */
  readonly sku: string;
  /** Name for people. */
  readonly name: string;
  /** The category it stands in. */
  readonly category: string;
  /** Retail price of one piece, in minor units. */
  readonly price: Money;
  /** What there is to choose; absent when there is nothing. */
  readonly options?: readonly ProductOption[];
}

/** Shows a catalogue as the body of `GET /api/products`, and nothing beyond design §8. */
export function catalogueView(catalogue: Catalogue): readonly ProductView[] {
  return catalogue.products.map(viewProduct);
}

function viewProduct({ sku, name, category, price, options = [] }: Product): ProductView {
  return { sku, name, category, price, ...(options.length > 0 && { options }) };
}
