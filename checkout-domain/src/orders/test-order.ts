import { createOrder, type Order } from './order.ts';
import type { OrderQuote } from './order-quote.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** A quote that adds up: two lines, one discount, shipping. */
export const QUOTE: OrderQuote = {
  lines: [
    {
      sku: 'BOOT-1',
      name: 'Boots',
      options: { size: '42' },
      quantity: 2,
      unitPrice: eur(8_900),
      total: eur(17_800),
    },
    { sku: 'SOCK-1', name: 'Socks', quantity: 3, unitPrice: eur(500), total: eur(1_500) },
  ],
  discounts: [{ code: 'WELCOME10', amount: eur(1_930) }],
  shipping: { method: 'standard', country: 'IE', postalCode: 'D02', price: eur(495) },
  total: eur(17_865),
};

/** An order of {@link QUOTE}. */
export function makeOrder(userId = 'usr_ann'): Order {
  return createOrder({ userId, quote: QUOTE, clock: () => 1_700_000_000_900 });
}
