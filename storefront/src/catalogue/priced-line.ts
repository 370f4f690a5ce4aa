import type { Catalogue } from './catalogue.ts';
import { MAX_QUANTITY } from './constants.ts';
import { type Money, toMoney } from './money.ts';
import { type PriceList, priceProduct } from './price-list.ts';
import type { ChosenOptions, Product } from './product.ts';

/** A line to price. Ids and dots of the cart do not matter here. */
export interface CartLine {
  /** Untrusted: may name nothing on sale any more. */
  readonly sku: string;
  /** Pieces, 1 to 9,999. */
  readonly quantity: number;
  /** Untrusted; options left out take their first value. */
  readonly options?: ChosenOptions;
}

/** A line with its price. */
export interface PricedLine {
  /** As in the cart. */
  readonly sku: string;
  /** Name of the product; the SKU itself when there is none. */
  readonly name: string;
  /** Completed, in the product's own order; as they came when the line is not available. */
  readonly options?: ChosenOptions;
  /** As in the cart. */
  readonly quantity: number;
  /** Price of one piece; zero when not available. */
  readonly unitPrice: Money;
  /** Price of all pieces; zero when not available. */
  readonly total: Money;
  /** Whether the line can be ordered. */
  readonly available: boolean;
  /** Why it cannot; absent when it can. */
  readonly unavailable?: 'unknown_sku' | 'unknown_option';
}

/**
 * Prices one line. What is not on sale is reported in the line and costs nothing.
 *
 * @throws {RangeError} for a quantity no cart may hold, or a price no list may give.
 */
export function priceLine(line: CartLine, catalogue: Catalogue, priceList: PriceList): PricedLine {
  checkQuantity(line.quantity);
  const product = catalogue.find(line.sku);
  if (!product) return describeUnavailable(line, line.sku, 'unknown_sku');
  const options = catalogue.completeOptions(product, line.options);
  if (!options) return describeUnavailable(line, product.name, 'unknown_option');
  return describeAvailable(line, product, options, priceProduct(product, priceList));
}

function describeAvailable(
  { sku, quantity }: CartLine,
  { name, options: offered = [] }: Product,
  chosen: ChosenOptions,
  unitPrice: Money,
): PricedLine {
  const options = Object.fromEntries(offered.map((each) => [each.name, chosen[each.name] ?? '']));
  return {
    sku,
    name,
    ...(Object.keys(options).length > 0 && { options }),
    quantity,
    unitPrice,
    total: toMoney(unitPrice.amount * quantity),
    available: true,
  };
}

function describeUnavailable(
  { sku, quantity, options }: CartLine,
  name: string,
  unavailable: 'unknown_sku' | 'unknown_option',
): PricedLine {
  const nothing = toMoney(0);
  return {
    sku,
    name,
    ...(options && { options }),
    quantity,
    unitPrice: nothing,
    total: nothing,
    available: false,
    unavailable,
  };
}

// The cart's schema holds this already; a slip here would be money, so it is asked again.
function checkQuantity(quantity: number): void {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    throw new RangeError(
      `"quantity" expected an integer from 1 to ${MAX_QUANTITY}, got ${quantity}`,
    );
  }
}
