import type { Money } from './money.ts';

/** One line as it was bought: names and prices of that moment, whatever the catalogue says later. */
export interface OrderLine {
  readonly sku: string;
  readonly name: string;
  /** Chosen options by name; left out when the product has none. */
  readonly options?: Readonly<Record<string, string>>;
  /** 1–9,999 pieces. */
  readonly quantity: number;
  /** Price of one piece, of the shopper's own price list. */
  readonly unitPrice: Money;
  /** `unitPrice` × `quantity`. */
  readonly total: Money;
}

/** What a promotion code took off. */
export interface OrderDiscount {
  /** Canonical code. */
  readonly code: string;
  /** Positive, or zero. */
  readonly amount: Money;
}

/** Where and how the order goes. */
export interface OrderShipping {
  /** Id of a shipping method. */
  readonly method: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** As entered; left out where there was none. */
  readonly postalCode?: string;
  /** Before discounts. */
  readonly price: Money;
}

/** A cart priced by whoever knows the catalogue; plain data, so that orders know no catalogue. */
export interface OrderQuote {
  /** At least one. */
  readonly lines: readonly OrderLine[];
  readonly discounts: readonly OrderDiscount[];
  readonly shipping: OrderShipping;
  /** Lines − discounts + shipping. */
  readonly total: Money;
}

/**
 * Checks that a quote adds up: whole minor units of one currency, each line its price × quantity, and
 * lines − discounts + shipping the total. Prices come from our own code, so a failure is a defect.
 *
 * @throws {RangeError} naming what does not add up.
 */
export function checkQuote({ lines, discounts, shipping, total }: OrderQuote): void {
  check(lines.length > 0, '"lines" expected at least one');
  const taken = discounts.map(({ amount }) => amount);
  const amounts = [
    ...lines.flatMap((l) => [l.unitPrice, l.total]),
    ...taken,
    shipping.price,
    total,
  ];
  for (const amount of amounts) checkAmount(amount, total.currency);
  for (const line of lines) checkLine(line);
  const expected = sum(lines.map((line) => line.total)) - sum(taken) + shipping.price.amount;
  check(total.amount === expected, `"total" expected ${expected}, got ${total.amount}`);
}

function checkAmount({ amount, currency }: Money, expected: string): void {
  check(
    Number.isSafeInteger(amount) && amount >= 0,
    `an amount expected minor units, a whole number of at least 0, got ${amount}`,
  );
  check(currency === expected, `an amount expected ${expected}, got ${currency}`);
}

function checkLine({ sku, quantity, unitPrice, total }: OrderLine): void {
  check(
    Number.isSafeInteger(quantity) && quantity > 0,
    `the quantity of ${sku} expected a whole number of at least 1, got ${quantity}`,
  );
  const expected = unitPrice.amount * quantity;
  check(total.amount === expected, `the total of ${sku} expected ${expected}, got ${total.amount}`);
}

function sum(amounts: readonly Money[]): number {
  return amounts.reduce((whole, { amount }) => whole + amount, 0);
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new RangeError(message);
}
