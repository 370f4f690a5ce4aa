/** A category of the shop. */
export interface Category {
  /** Last part of its path, `/category/{id}`. */
  readonly id: string;
  readonly name: string;
  /** `productId` of each of its products, in the order of the page. */
  readonly productIds: readonly string[];
}

/**
 * What is sold where. Names and prices come from SCAPI; which product stands in which category would too, from
 * Shopper Search, where the instance had it.
 */
export const CATEGORIES: readonly Category[] = [
  {
    id: 'bags',
    name: 'Bags',
    productIds: ['canvas-tote', 'day-pack', 'felt-sleeve', 'weekend-bag'],
  },
  {
    id: 'lamps',
    name: 'Lamps',
    productIds: ['arc-lamp', 'clip-lamp', 'paper-lantern', 'storm-lantern'],
  },
  {
    id: 'stationery',
    name: 'Stationery',
    productIds: ['brass-ruler', 'dot-notebook', 'fountain-pen', 'pencil-set'],
  },
];

/** Every product that is sold. */
export const PRODUCT_IDS: readonly string[] = CATEGORIES.flatMap(({ productIds }) => productIds);

/** The category with this id; undefined: there is none. */
export function findCategory(id: string): Category | undefined {
  return CATEGORIES.find((category) => category.id === id);
}

/** The category of a product; undefined: it is not sold here. */
export function categoryOf(productId: string): Category | undefined {
  return CATEGORIES.find(({ productIds }) => productIds.includes(productId));
}
