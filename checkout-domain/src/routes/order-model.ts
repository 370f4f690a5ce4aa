import { findCountry, findShippingMethod } from '@domain-bridge/storefront/catalogue';
import type { Order } from '../orders/order.ts';
import type { OrderModel } from '../pages/order-page.ts';

/** A placed order, as its page shows it. */
export function orderModel(
  { id, placedAt, lines, discounts, shipping, total }: Order,
  page: Pick<OrderModel, 'justPlaced' | 'shopHref'>,
): OrderModel {
  const { method, country, postalCode, price } = shipping;
  return {
    id,
    placedAt,
    lines,
    discounts,
    total,
    shipping: {
      name: findShippingMethod(method)?.name ?? method,
      country: findCountry(country)?.name ?? country,
      price,
      ...(postalCode !== undefined && { postalCode }),
    },
    ...page,
  };
}
