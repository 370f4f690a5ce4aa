import { type Money, toMoney } from './money.ts';
import type { ShippingZone } from './shipping-country.ts';

/** What a method costs in one zone. */
export interface ShippingRate {
  /** Price of one shipment, whatever is in it. */
  readonly price: Money;
  /** Goods for this much, before discounts, go free. Default: never free. */
  readonly freeFrom?: Money;
}

/** A way of sending an order. */
export interface ShippingMethod {
  /** Stable id, as carts hold it: `standard`. */
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  /** One sentence: how long it takes. */
  readonly description: string;
  /** Rate by zone; a zone left out is not served. */
  readonly rates: Readonly<Partial<Record<ShippingZone, ShippingRate>>>;
}

/** The ways of sending an order, the usual one first. */
export const shippingMethods: readonly ShippingMethod[] = [
  {
    id: 'standard',
    name: 'Standard',
    description: 'By post, three to six working days.',
    rates: {
      home: { price: toMoney(490), freeFrom: toMoney(6_000) },
      europe: { price: toMoney(890), freeFrom: toMoney(9_000) },
      neighbours: { price: toMoney(1_190), freeFrom: toMoney(12_000) },
      overseas: { price: toMoney(1_890) },
    },
  },
  {
    id: 'express',
    name: 'Express',
    description: 'By courier, one to two working days.',
    rates: {
      home: { price: toMoney(990) },
      europe: { price: toMoney(1_690) },
      neighbours: { price: toMoney(2_190) },
      overseas: { price: toMoney(3_490) },
    },
  },
  {
    id: 'pickup',
    name: 'Collect from the workshop',
    description: 'Ready the next working day, kept for you for two weeks.',
    rates: { home: { price: toMoney(0) } },
  },
];

const byId = new Map(shippingMethods.map((method) => [method.id, method]));

/** Finds a method by its exact id. */
export function findShippingMethod(id: string): ShippingMethod | undefined {
  return byId.get(id);
}
