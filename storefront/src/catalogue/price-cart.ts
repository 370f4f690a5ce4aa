import type { Catalogue } from './catalogue.ts';
import { findPromotion } from './demo/promotions.ts';
import { applyPromotions, type Discount, sumDiscounts } from './discount.ts';
import { type Money, sumMoney, toMoney } from './money.ts';
import { type PriceList, retailPriceList } from './price-list.ts';
import { type CartLine, type PricedLine, priceLine } from './priced-line.ts';
import type { PromotionFinder } from './promotion.ts';
import type { PromotionRefusal } from './promotion-refusal.ts';
import {
  quoteShipping,
  type ShippingChoice,
  type ShippingQuote,
  type ShippingRefusal,
} from './shipping-quote.ts';

/** A cart as far as its price goes. */
export interface PriceableCart {
  /** At most 1,000, as a cart holds (design §3): up to there every sum is exact. */
  readonly lines: readonly CartLine[];
  /** Codes in any case, untrusted. */
  readonly promotions: readonly string[];
  /** How to send it, untrusted; `null` when not chosen. */
  readonly shipping: ShippingChoice | null;
}

/** What prices come from. */
export interface PricingOptions {
  /** What is on sale. */
  readonly catalogue: Catalogue;
  /** Price of a piece. Default: retail. */
  readonly priceList?: PriceList;
  /** Where codes are looked up. Default: the demo promotions. */
  readonly findPromotion?: PromotionFinder;
  /** Epoch seconds; codes expire by it. */
  readonly now: number;
}

/** What a cart costs: an estimate on shopping, the price on checkout. */
export interface Quote {
  /** One for each line of the cart, in its order. */
  readonly lines: readonly PricedLine[];
  /** Sum of the available lines. */
  readonly subtotal: Money;
  /** Codes that hold, with what each takes off goods or shipping. */
  readonly discounts: readonly Discount[];
  /** Codes that do not hold, and why. */
  readonly refusedPromotions: readonly PromotionRefusal[];
  /** Shipping before discounts; `null` when not chosen or refused. */
  readonly shipping: ShippingQuote | null;
  /** Why the chosen shipping has no price; absent otherwise. */
  readonly refusedShipping?: ShippingRefusal;
  /** Subtotal − discounts + shipping; never negative. */
  readonly total: Money;
}

/**
 * Prices a cart. Pure: the same cart, catalogue and moment give the same quote.
 *
 * Whatever is unknown (SKU, option, code, shipping) is reported in the quote and costs
 * nothing. The subtotal grows with every piece; the total may fall where a further piece
 * reaches free shipping or the minimum of a code.
 *
 * @throws {RangeError} for a quantity outside 1–9,999 or a price list that gives impossible
 *   prices: slips of the caller, not of the shopper.
 */
export function priceCart(cart: PriceableCart, options: PricingOptions): Quote {
  const { catalogue, priceList = retailPriceList, now } = options;
  const lines = cart.lines.map((line) => priceLine(line, catalogue, priceList));
  const subtotal = sumMoney(lines.map(({ total }) => total));
  const { shipping, ...refusal } = priceShipping(cart.shipping, lines, subtotal);
  const base = { subtotal, shipping, now };
  const codes = applyPromotions(cart.promotions, base, options.findPromotion ?? findPromotion);
  const charged = subtotal.amount + (shipping?.price.amount ?? 0);
  return {
    lines,
    subtotal,
    discounts: codes.discounts,
    refusedPromotions: codes.refused,
    shipping,
    ...refusal,
    total: toMoney(charged - sumDiscounts(codes.discounts).amount),
  };
}

function priceShipping(
  choice: ShippingChoice | null,
  lines: readonly PricedLine[],
  subtotal: Money,
): Pick<Quote, 'shipping' | 'refusedShipping'> {
  if (!choice) return { shipping: null };
  const empty = !lines.some(({ available }) => available);
  const answer = quoteShipping(choice, { subtotal, empty });
  return 'reason' in answer ? { shipping: null, refusedShipping: answer } : { shipping: answer };
}
