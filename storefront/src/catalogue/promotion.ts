import type { Money } from './money.ts';

/** What a promotion gives. */
export type PromotionBenefit =
  /** A whole percentage, 1 to 100, of the goods. */
  | { readonly kind: 'percent'; readonly percent: number }
  /** A fixed amount off the goods, never more than they cost. */
  | { readonly kind: 'amount'; readonly amount: Money }
  /** The price of the named shipping methods. */
  | { readonly kind: 'free-shipping'; readonly methods: readonly string[] };

/** A code that makes an order cheaper, and when it does. */
export interface Promotion {
  /** Canonical spelling: upper case, at most 32 characters (design §3). */
  readonly code: string;
  /** One phrase for shoppers. */
  readonly description: string;
  /** What it gives. */
  readonly benefit: PromotionBenefit;
  /** Least sum of the goods, before discounts. Default: none. */
  readonly minimum?: Money;
  /** First moment it is valid, epoch seconds. Default: always was. */
  readonly validFrom?: number;
  /** First moment it is not valid any more, epoch seconds. Default: never. */
  readonly validUntil?: number;
}

/** Looks a promotion up by its code, in whatever case it was typed. */
export type PromotionFinder = (code: string) => Promotion | undefined;

/**
 * Spells a code the one way it is stored and compared: without blanks around it, upper case.
 *
 * Only a–z are raised: Unicode's rules would turn other letters into these (ı → I) or make a
 * code longer (ß → SS).
 */
export function canonicalCode(text: string): string {
  return text.trim().replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** Makes the look-up over a list of promotions. */
export function createPromotionFinder(promotions: readonly Promotion[]): PromotionFinder {
  const byCode = new Map(promotions.map((promotion) => [promotion.code, promotion]));
  return function findPromotionByCode(code) {
    return byCode.get(canonicalCode(code));
  };
}
