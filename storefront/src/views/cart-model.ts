import { lineId, lineVersion, type ShoppingState, viewCart } from 'domain-bridge/state';
import {
  type Catalogue,
  type PriceList,
  priceCart,
  type Quote,
  shippingCountries,
  shippingMethods,
} from '../catalogue.ts';
import type { CartModel } from '../pages.ts';

/** A cart with its prices, for programs and for pages. */
export interface PricedCart {
  readonly quote: Quote;
  readonly model: CartModel;
}

/** What a cart is priced with. */
export interface PricingContext {
  readonly catalogue: Catalogue;
  /** Default: retail. */
  readonly priceList?: PriceList;
  /** Epoch seconds. */
  readonly now: number;
  /** Absolute or local URL of a product page. */
  readonly productHref: (sku: string) => string;
  /** What counts as chosen while the shopper has chosen nothing. Default: nothing. */
  readonly defaultShipping?: NonNullable<CartModel['shipping']>;
}

/** Prices the cart of a state and makes it ready for a page. */
export function pricedCart(state: ShoppingState, context: PricingContext): PricedCart {
  const { catalogue, priceList, now } = context;
  const cart = viewCart(state);
  const shipping = cart.shipping ?? context.defaultShipping ?? null;
  const quote = priceCart(
    { lines: cart.lines, promotions: cart.promotions, shipping },
    { catalogue, now, ...(priceList && { priceList }) },
  );
  const model = {
    lines: lineModels(state, quote, context),
    promotions: promotionModels(cart.promotions, quote),
    shipping,
    shippingMethods: shippingMethods.map(({ id, name }) => ({ id, name })),
    countries: shippingCountries.map(({ code, name }) => ({ code, name })),
    totals: {
      subtotal: quote.subtotal,
      discounts: quote.discounts,
      ...(quote.shipping && { shipping: quote.shipping.price }),
      total: quote.total,
    },
  };
  return { quote, model };
}

function lineModels(
  state: ShoppingState,
  quote: Quote,
  { catalogue, productHref }: PricingContext,
): CartModel['lines'] {
  const versions = new Map(
    [...state.lines].map(([key, pairs]) => [lineId(key), lineVersion(pairs)]),
  );
  const ids = viewCart(state).lines.map(({ id }) => id);
  const position = new Map(catalogue.products.map(({ sku }, i) => [sku, i]));
  const rank = (sku: string): number => position.get(sku) ?? position.size;
  return quote.lines
    .map((line, i) => ({
      ...line,
      id: ids[i] ?? line.sku,
      href: productHref(line.sku),
      pictureHref: pictureHref(line.sku),
      version: versions.get(ids[i] ?? '') ?? '',
    }))
    .sort((a, b) => rank(a.sku) - rank(b.sku));
}

function promotionModels(codes: readonly string[], quote: Quote): CartModel['promotions'] {
  const holding = new Map(quote.discounts.map(({ code, description }) => [code, description]));
  const refused = new Map(quote.refusedPromotions.map(({ code, detail }) => [code, detail]));
  return codes.map((code) => {
    const description = holding.get(code);
    const refusal = refused.get(code);
    return { code, ...(description && { description }), ...(refusal && { refused: refusal }) };
  });
}

/** Local URL of a product's picture. */
export function pictureHref(sku: string): string {
  return `/pictures/${encodeURIComponent(sku)}.svg`;
}
