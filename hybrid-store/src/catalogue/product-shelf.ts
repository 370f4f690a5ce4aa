import type { RequestShopper } from 'domain-bridge/slas';
import { SlasError } from 'domain-bridge/slas';
import { PRODUCT_IDS } from './assortment.ts';
import { type Product, parseProducts } from './product.ts';

/** The products of the shop, as last heard. */
export interface ProductShelf {
  /**
   * Every product by its id; asks SCAPI where the last answer is old.
   *
   * @returns Null when nothing was ever heard, and SCAPI cannot be asked.
   */
  load(shopper: RequestShopper): Promise<ReadonlyMap<string, Product> | null>;
}

/** Prices of this shop are the same for everybody, so one answer serves all shoppers for a while. */
const FRESH_MILLISECONDS = 60_000;
const PRODUCTS = '/product/shopper-products/v1/organizations/{organizationId}/products';

/** @param clock Epoch milliseconds. */
export function createProductShelf(clock: () => number): ProductShelf {
  let heard: { readonly at: number; readonly products: ReadonlyMap<string, Product> } | null = null;
  return {
    async load(shopper) {
      const at = clock();
      // Neither older than a minute, nor from a future that the clock was moved back from.
      if (heard && Math.abs(at - heard.at) < FRESH_MILLISECONDS) return heard.products;
      try {
        heard = { at, products: await askForProducts(shopper) };
      } catch (error) {
        if (!(error instanceof SlasError)) throw error;
      }
      return heard?.products ?? null;
    },
  };
}

async function askForProducts(shopper: RequestShopper): Promise<ReadonlyMap<string, Product>> {
  const query = { ids: PRODUCT_IDS.join() };
  const { body } = await shopper.scapi({ method: 'GET', path: PRODUCTS, query });
  return new Map(parseProducts(body).map((product) => [product.id, product]));
}
