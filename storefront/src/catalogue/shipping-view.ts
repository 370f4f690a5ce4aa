import { type Money, toMoney } from './money.ts';
import { type ShippingCountry, shippingCountries } from './shipping-country.ts';
import { type ShippingMethod, type ShippingRate, shippingMethods } from './shipping-method.ts';

/** What a method costs for some countries. */
export interface ShippingRateView extends ShippingRate {
  /** ISO 3166-1 alpha-2 codes this rate holds for. */
  readonly countries: readonly string[];
}

/** A shipping method as `GET /api/shipping-methods` shows it (design §8). */
export interface ShippingMethodView {
  /** What carts hold: `standard`. */
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  /** One sentence: how long it takes. */
  readonly description: string;
  /** ISO 3166-1 alpha-2 codes of all countries it serves, home first. */
  readonly countries: readonly string[];
  /** Its lowest price, for "from …". */
  readonly price: Money;
  /** Its prices, each country in exactly one of them. */
  readonly rates: readonly ShippingRateView[];
}

/** Shows the shipping methods as the body of `GET /api/shipping-methods`. */
export function shippingMethodsView(): readonly ShippingMethodView[] {
  return shippingMethods.map(viewMethod);
}

function viewMethod({ id, name, description, rates }: ShippingMethod): ShippingMethodView {
  const served = shippingCountries.filter(({ zone }) => rates[zone] !== undefined);
  const zones = [...new Set(served.map(({ zone }) => zone))];
  const views = zones.flatMap((zone) => {
    const rate = rates[zone];
    return rate === undefined ? [] : [{ ...rate, countries: codesOf(served, zone) }];
  });
  return {
    id,
    name,
    description,
    countries: served.map(({ code }) => code),
    price: toMoney(Math.min(...views.map(({ price }) => price.amount))),
    rates: views,
  };
}

function codesOf(countries: readonly ShippingCountry[], zone: ShippingCountry['zone']): string[] {
  return countries.filter((country) => country.zone === zone).map(({ code }) => code);
}
