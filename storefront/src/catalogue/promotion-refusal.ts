import type { Money } from './money.ts';
import type { Promotion } from './promotion.ts';

/** Why a code gives nothing: stable words for programs. */
export type PromotionRefusalReason =
  | 'unknown'
  | 'not_started'
  | 'expired'
  | 'below_minimum'
  | 'other_shipping';

/** A code in the cart that gives nothing, and why. */
export interface PromotionRefusal {
  /** The code, spelled canonically. */
  readonly code: string;
  /** Stable word for programs. */
  readonly reason: PromotionRefusalReason;
  /** One sentence for shoppers. */
  readonly detail: string;
}

/** What a promotion is judged by. */
export interface PromotionSituation {
  /** Sum of the available goods, before discounts. */
  readonly subtotal: Money;
  /** Id of the shipping method that was priced, or `null`. */
  readonly method: string | null;
  /** Epoch seconds. */
  readonly now: number;
}

/**
 * Judges a known promotion for a cart.
 *
 * @returns Why it gives nothing, or `null` when it holds. Free shipping holds as long as no
 *   method is chosen: the shopper may still choose the right one.
 */
export function refusePromotion(
  promotion: Promotion,
  { subtotal, method, now }: PromotionSituation,
): PromotionRefusal | null {
  const { code, benefit, minimum, validFrom, validUntil } = promotion;
  if (validFrom !== undefined && now < validFrom) {
    return { code, reason: 'not_started', detail: `${code} is not valid yet.` };
  }
  if (validUntil !== undefined && now >= validUntil) {
    return { code, reason: 'expired', detail: `${code} has expired.` };
  }
  if (minimum !== undefined && subtotal.amount < minimum.amount) {
    const detail = `${code} needs goods for at least ${spellMoney(minimum)}.`;
    return { code, reason: 'below_minimum', detail };
  }
  if (benefit.kind === 'free-shipping' && method !== null && !benefit.methods.includes(method)) {
    const detail = `${code} does not apply to the shipping method you chose.`;
    return { code, reason: 'other_shipping', detail };
  }
  return null;
}

/** Refuses a code that names no promotion. */
export function refuseUnknownCode(code: string): PromotionRefusal {
  return { code, reason: 'unknown', detail: `${code} is not a code we know.` };
}

// Spelled here, not by Intl: both domains must say the same on any build of ICU.
function spellMoney({ amount }: Money): string {
  return `€${(amount / 100).toFixed(2)}`;
}
