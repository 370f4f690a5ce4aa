import { type Money, toMoney } from './money.ts';
import { findCountry } from './shipping-country.ts';
import { findShippingMethod, type ShippingMethod } from './shipping-method.ts';

/** How a shopper wants an order sent, as carts hold it. */
export interface ShippingChoice {
  /** Id of a method, untrusted. */
  readonly method: string;
  /** ISO 3166-1 alpha-2, untrusted. */
  readonly country: string;
  /** Where in the country. Carried for the address; no price depends on it. */
  readonly postalCode?: string;
}

/** What sending costs. */
export interface ShippingQuote {
  /** Id of the method. */
  readonly method: string;
  /** Name of the method for people. */
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Before discounts by codes; zero above the method's threshold and for an empty cart. */
  readonly price: Money;
}

/** A choice that cannot be carried out, and why. */
export interface ShippingRefusal {
  /** Stable word for programs. */
  readonly reason: 'unknown_method' | 'unknown_country' | 'country_not_served';
  /** One sentence for shoppers. */
  readonly detail: string;
}

/** Goods as far as shipping cares. */
export interface ShippedGoods {
  /** Sum of the available goods, before discounts. */
  readonly subtotal: Money;
  /** Whether there is anything to send. */
  readonly empty: boolean;
}

/**
 * Prices a shipping choice.
 *
 * The threshold looks at the goods before discounts: using a code never makes sending dearer.
 *
 * @returns The price, or why there is none.
 */
export function quoteShipping(
  choice: ShippingChoice,
  { subtotal, empty }: ShippedGoods,
): ShippingQuote | ShippingRefusal {
  const method = findShippingMethod(choice.method);
  const country = findCountry(choice.country);
  if (!method) return refuse('unknown_method', 'Please choose a shipping method.');
  if (!country) return refuse('unknown_country', 'We do not ship to this country.');
  const rate = method.rates[country.zone];
  if (!rate) return refuse('country_not_served', `${method.name}: not for ${country.name}.`);
  const free = empty || (rate.freeFrom && subtotal.amount >= rate.freeFrom.amount);
  return describeQuote(method, country.code, free ? toMoney(0) : rate.price);
}

/**
 * Judges a choice without a cart, for an API that stores it.
 *
 * @returns Why it cannot be carried out, or `null` when it can.
 */
export function refuseShipping(choice: ShippingChoice): ShippingRefusal | null {
  const answer = quoteShipping(choice, { subtotal: toMoney(0), empty: true });
  return 'reason' in answer ? answer : null;
}

function describeQuote(method: ShippingMethod, country: string, price: Money): ShippingQuote {
  return { method: method.id, name: method.name, country, price };
}

function refuse(reason: ShippingRefusal['reason'], detail: string): ShippingRefusal {
  return { reason, detail };
}
