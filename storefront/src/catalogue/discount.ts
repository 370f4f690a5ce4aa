import { type Money, sumMoney, toMoney } from './money.ts';
import { percentOf } from './percentage.ts';
import {
  canonicalCode,
  type Promotion,
  type PromotionBenefit,
  type PromotionFinder,
} from './promotion.ts';
import { type PromotionRefusal, refusePromotion, refuseUnknownCode } from './promotion-refusal.ts';
import type { ShippingQuote } from './shipping-quote.ts';

/** What a code takes off. */
export interface Discount {
  /** The code, spelled canonically. */
  readonly code: string;
  /** One phrase for shoppers. */
  readonly description: string;
  /** Not negative. Zero when the code holds but there is nothing left to take off. */
  readonly amount: Money;
}

/** What codes are applied to. */
export interface DiscountBase {
  /** Sum of the available goods. */
  readonly subtotal: Money;
  /** The priced shipping, or `null`. */
  readonly shipping: ShippingQuote | null;
  /** Epoch seconds. */
  readonly now: number;
}

/** The codes of a cart, sorted into those that hold and those that do not. */
export interface DiscountResult {
  /** In the order of the codes. */
  readonly discounts: readonly Discount[];
  /** In the order of the codes. */
  readonly refused: readonly PromotionRefusal[];
}

/**
 * Applies codes to a cart, each code once.
 *
 * Every percentage is taken of the whole subtotal, rounded half up by itself. What all codes
 * together take off goods or shipping ends at their price, so their order does not change
 * the total: two domains that hold the codes in different orders agree.
 */
export function applyPromotions(
  codes: readonly string[],
  base: DiscountBase,
  find: PromotionFinder,
): DiscountResult {
  const discounts: Discount[] = [];
  const refused: PromotionRefusal[] = [];
  const left = { goods: base.subtotal.amount, shipping: base.shipping?.price.amount ?? 0 };
  for (const code of new Set(codes.map(canonicalCode))) {
    const promotion = find(code);
    const refusal = promotion ? judge(promotion, base) : refuseUnknownCode(code);
    if (refusal) refused.push(refusal);
    else if (promotion) discounts.push(takeOff(promotion, base, left));
  }
  return { discounts, refused };
}

/** Sums what discounts take off. */
export function sumDiscounts(discounts: readonly Discount[]): Money {
  return sumMoney(discounts.map(({ amount }) => amount));
}

function judge(promotion: Promotion, { subtotal, shipping, now }: DiscountBase) {
  return refusePromotion(promotion, { subtotal, method: shipping?.method ?? null, now });
}

function takeOff(
  { code, description, benefit }: Promotion,
  base: DiscountBase,
  left: { goods: number; shipping: number },
): Discount {
  const purse = benefit.kind === 'free-shipping' ? 'shipping' : 'goods';
  const amount = Math.min(benefitAmount(benefit, base), left[purse]);
  left[purse] -= amount;
  return { code, description, amount: toMoney(amount) };
}

function benefitAmount(benefit: PromotionBenefit, { subtotal, shipping }: DiscountBase): number {
  switch (benefit.kind) {
    case 'percent':
      return percentOf(subtotal.amount, benefit.percent);
    case 'amount':
      return benefit.amount.amount;
    case 'free-shipping':
      return shipping?.price.amount ?? 0;
  }
}
