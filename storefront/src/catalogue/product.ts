import type { Money } from './money.ts';
import type { PictureDesign } from './picture/picture-design.ts';

/** Something a shopper chooses, such as a size. */
export interface ProductOption {
  /** 1 to 64 characters, unique within the product; also the form field `option.<name>`. */
  readonly name: string;
  /** At least one, unique, 1 to 64 characters each. The first is taken when none is chosen. */
  readonly values: readonly string[];
}

/** Options as chosen: name → value. Empty for a product without options. */
export type ChosenOptions = Readonly<Record<string, string>>;

/** Something the store sells. */
export interface Product {
  /** What carts, orders and addresses call it: 1 to 64 characters, unique in its catalogue. */
  readonly sku: string;
  /** Name for people, not empty. */
  readonly name: string;
  /** The shelf it stands on, not empty. */
  readonly category: string;
  /** One or two sentences. */
  readonly description: string;
  /** Retail price of one piece, the same for all its options. */
  readonly price: Money;
  /** What there is to choose, at most 8. Default: nothing. */
  readonly options?: readonly ProductOption[];
  /** How its picture is drawn. Default: a parcel. */
  readonly picture?: PictureDesign;
}
