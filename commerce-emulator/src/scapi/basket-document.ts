import type { BasketItem } from '../platform/basket-lines.ts';
import type { Basket } from '../platform/baskets.ts';
import type { Platform } from '../platform/platform.ts';
import { CURRENCY } from '../platform/products.ts';

/** A basket as shopper-baskets shows it. Prices are in major units. */
export function basketDocument(basket: Basket, { products, customers }: Platform): object {
  const items = basket.items.map((item) => itemDocument(item, products.find(item.productId)));
  const total = items.reduce((cents, item) => cents + item.cents, 0) / 100;
  const email = customers.byId(basket.customerId)?.email;
  return {
    adjustedMerchandizeTotalTax: 0,
    adjustedShippingTotalTax: 0,
    agentBasket: false,
    basketId: basket.basketId,
    channelType: 'storefront',
    creationDate: dateOf(basket.createdAt),
    currency: CURRENCY,
    customerInfo: { customerId: basket.customerId, ...(email === undefined ? {} : { email }) },
    lastModified: dateOf(basket.modifiedAt),
    merchandizeTotalTax: 0,
    notes: {},
    orderTotal: total,
    productItems: items.map(({ document }) => document),
    productSubTotal: total,
    productTotal: total,
    shipments: [
      {
        shipmentId: 'me',
        gift: false,
        productSubTotal: total,
        productTotal: total,
        shipmentTotal: total,
      },
    ],
    shippingItems: [],
    shippingTotal: 0,
    shippingTotalTax: 0,
    taxation: 'gross',
    taxTotal: 0,
  };
}

function itemDocument(
  { itemId, productId, quantity }: BasketItem,
  product: { readonly name: string; readonly priceCents: number } | null,
): { readonly cents: number; readonly document: object } {
  const cents = quantity * (product?.priceCents ?? 0);
  const name = product?.name ?? productId;
  return {
    cents,
    document: {
      adjustedTax: 0,
      basePrice: (product?.priceCents ?? 0) / 100,
      bonusProductLineItem: false,
      gift: false,
      itemId,
      itemText: name,
      price: cents / 100,
      priceAfterItemDiscount: cents / 100,
      priceAfterOrderDiscount: cents / 100,
      productId,
      productName: name,
      quantity,
      shipmentId: 'me',
      tax: 0,
      taxBasis: cents / 100,
      taxClassId: 'standard',
      taxRate: 0,
    },
  };
}

function dateOf(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString();
}
