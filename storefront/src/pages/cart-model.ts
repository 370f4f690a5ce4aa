import type { Money } from './money.ts';

/** Chosen options by name, e.g. `{ Size: 'L' }`, in the order they are shown. */
export type ChosenOptions = Readonly<Record<string, string>>;

/** What every list of lines shows: in the cart, at checkout and in a placed order. */
export interface PricedLine {
  /** Stock keeping unit, as in the catalogue. */
  readonly sku: string;
  /** Product name. */
  readonly name: string;
  /** Chosen options; left out when the product has none. */
  readonly options?: ChosenOptions;
  /** Number of pieces. */
  readonly quantity: number;
  /** Price of one piece. */
  readonly unitPrice: Money;
  /** `unitPrice` × `quantity`. */
  readonly total: Money;
}

/** A line of a cart that can still be changed. */
export interface CartLine extends PricedLine {
  /** Line id of the cart API (design §8). */
  readonly id: string;
  /** `false` for what is no longer sold: it can only be removed. */
  readonly available: boolean;
  /** The product page. */
  readonly href: string;
  /** Address of the product's picture. */
  readonly pictureHref: string;
  /** Version of the line; it travels with each form, so an old page cannot revive a removed line. */
  readonly version: string;
}

/** An entered promotion code. */
export interface PromotionView {
  /** Canonical code. */
  readonly code: string;
  /** What it gives. */
  readonly description?: string;
  /** Why it does not apply at the moment; left out when it does. */
  readonly refused?: string;
}

/** Where and how the order is to be sent. */
export interface ShippingChoice {
  /** Id of a shipping method. */
  readonly method: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** As entered. */
  readonly postalCode?: string;
}

/** What the cart comes to. */
export interface Totals {
  /** Sum of the available lines. */
  readonly subtotal: Money;
  /** What each code takes off, as positive amounts. */
  readonly discounts: readonly { readonly code: string; readonly amount: Money }[];
  /** Left out while no shipping is chosen. */
  readonly shipping?: Money;
  /** What is to be paid. */
  readonly total: Money;
}

/** A cart with its prices, as the cart page and the checkout page show it. */
export interface CartModel {
  /** In the order they are shown; may be empty. */
  readonly lines: readonly CartLine[];
  /** Entered codes, also those that do not apply. */
  readonly promotions: readonly PromotionView[];
  /** `null` while nothing is chosen. */
  readonly shipping: ShippingChoice | null;
  /** What can be chosen. */
  readonly shippingMethods: readonly { readonly id: string; readonly name: string }[];
  /** Where the shop delivers, ISO 3166-1 alpha-2 with English names. */
  readonly countries: readonly { readonly code: string; readonly name: string }[];
  /** What the available lines come to. */
  readonly totals: Totals;
}
