/** Something that is sold. */
export interface Product {
  /** `productId` of SCAPI, `pid` of the controllers. */
  readonly id: string;
  readonly name: string;
  readonly category: ProductCategory;
  /** Minor units of `CURRENCY`. */
  readonly priceCents: number;
  /** One sentence. */
  readonly description: string;
}

/** Names of the categories, in the order in which pages show them. */
export const PRODUCT_CATEGORIES = ['Bags', 'Lamps', 'Stationery'] as const;
export type ProductCategory = (typeof PRODUCT_CATEGORIES)[number];

/** ISO 4217 code of every price. */
export const CURRENCY = 'USD';

/** The catalogue of the site. */
export interface Products {
  /** In the order in which pages show them. */
  readonly all: readonly Product[];
  /** Null: not sold here. Exact, as product ids of B2C Commerce are. */
  find(id: string): Product | null;
}

/**
 * The demo catalogue, or another one.
 *
 * @throws {TypeError} if two products have the same id.
 */
export function createProducts(all: readonly Product[] = DEMO_PRODUCTS): Products {
  const byId = new Map(all.map((product) => [product.id, product]));
  if (byId.size !== all.length) throw new TypeError('"products" has an id twice');
  return { all, find: (id) => byId.get(id) ?? null };
}

const DEMO_PRODUCTS: readonly Product[] = [
  bag('canvas-tote', 'Harbour canvas tote', 3900, 'Heavy canvas, two inner pockets.'),
  bag('day-pack', 'Ridge day pack', 8900, 'Eighteen litres, and a sleeve for a laptop.'),
  bag('felt-sleeve', 'Felt laptop sleeve', 4450, 'Pressed wool felt with a leather tab.'),
  bag('weekend-bag', 'Weekend bag', 12900, 'Waxed cotton that grows better with rain.'),
  lamp('arc-lamp', 'Arc reading lamp', 15900, 'A brass arm that stays where it is left.'),
  lamp('clip-lamp', 'Clip lamp', 3600, 'Holds on to a shelf up to four centimetres thick.'),
  lamp('paper-lantern', 'Paper lantern', 2400, 'Folds flat, opens to forty centimetres.'),
  lamp('storm-lantern', 'Storm lantern', 5900, 'Burns oil, minds no wind.'),
  stationery('brass-ruler', 'Brass ruler', 1850, 'Twenty centimetres, engraved.'),
  stationery('dot-notebook', 'Dotted notebook', 1400, 'Two hundred pages that lie flat.'),
  stationery('fountain-pen', 'Fountain pen', 6800, 'A steel nib, with a converter.'),
  stationery('pencil-set', 'Set of twelve pencils', 1695, 'Cedar, from 4H to 6B.'),
];

function bag(id: string, name: string, priceCents: number, description: string): Product {
  return { id, name, category: 'Bags', priceCents, description };
}

function lamp(id: string, name: string, priceCents: number, description: string): Product {
  return { id, name, category: 'Lamps', priceCents, description };
}

function stationery(id: string, name: string, priceCents: number, description: string): Product {
  return { id, name, category: 'Stationery', priceCents, description };
}
