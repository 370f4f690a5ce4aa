import { CURRENCY, type Product } from '../platform/products.ts';

/** A product as shopper-products shows it. */
export function productDocument(product: Product): object {
  const price = product.priceCents / 100;
  return {
    id: product.id,
    name: product.name,
    currency: CURRENCY,
    price,
    pricePerUnit: price,
    primaryCategoryId: product.category.toLowerCase(),
    shortDescription: product.description,
    longDescription: product.description,
    imageGroups: [],
    inventory: { ats: 999, id: 'inventory', orderable: true, preorderable: false, stockLevel: 999 },
    minOrderQuantity: 1,
    stepQuantity: 1,
    type: { item: true },
  };
}
