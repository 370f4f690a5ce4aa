/** The one currency of the demo store, ISO 4217. */
export const CURRENCY = 'EUR';

/** An amount of money that never holds a fraction: minor units, so that sums are exact. */
export interface Money {
  /** Minor units (cents), a safe integer. */
  readonly amount: number;
  /** ISO 4217. Always `EUR`: the store has one currency. */
  readonly currency: typeof CURRENCY;
}

/**
 * Highest unit price, in minor units (one million euro).
 *
 * 1,000 lines of 9,999 pieces at this price are 9.999e14, a ninth of 2^53: every sum of a
 * cart stays exact in a plain number.
 */
export const MAX_UNIT_PRICE = 100_000_000;

/**
 * Makes an amount of the store's currency.
 *
 * @param minorUnits Cents, a safe integer.
 * @throws {RangeError} when it is not a safe integer.
 */
export function toMoney(minorUnits: number): Money {
  if (!Number.isSafeInteger(minorUnits)) {
    throw new RangeError(`"amount" expected an integer of minor units, got ${minorUnits}`);
  }
  return { amount: minorUnits, currency: CURRENCY };
}

/** Sums amounts; no amounts are zero. */
export function sumMoney(amounts: Iterable<Money>): Money {
  let sum = 0;
  for (const { amount } of amounts) sum += amount;
  return toMoney(sum);
}

/**
 * Checks what a piece may cost.
 *
 * @param price The price of one piece.
 * @param owner What it belongs to, for the message: `price of "100210"`.
 * @returns The same price.
 * @throws {RangeError} unless it is an integer from 0 to {@link MAX_UNIT_PRICE} in `EUR`.
 */
export function checkUnitPrice(price: Money, owner: string): Money {
  const { amount, currency } = price;
  if (!Number.isInteger(amount) || amount < 0 || amount > MAX_UNIT_PRICE) {
    throw new RangeError(`${owner} expected an integer from 0 to ${MAX_UNIT_PRICE}, got ${amount}`);
  }
  if (currency !== CURRENCY) {
    throw new RangeError(`${owner} expected ${CURRENCY}, got ${currency}`);
  }
  return price;
}
