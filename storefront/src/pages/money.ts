/** An amount of money as it travels through the project: integers only. */
export interface Money {
  /** Minor units, e.g. cents. */
  readonly amount: number;
  /** ISO 4217 code, e.g. `EUR`. */
  readonly currency: string;
}

/** Formats are costly to make and hold no state, so one per currency is kept. */
const formats = new Map<string, Intl.NumberFormat>();

/**
 * Writes an amount as a shopper reads it in the shop's locale (en-IE), e.g. `€1,249.50`.
 *
 * @throws {RangeError} if the currency is not a well-formed ISO 4217 code.
 */
export function formatMoney(money: Money): string {
  const format = currencyFormat(money.currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(money.amount / 10 ** digits);
}

/** Adds amounts of one currency, in minor units; no amounts add up to zero of `currency`. */
export function sumMoney(amounts: readonly Money[], currency: string): Money {
  return { amount: amounts.reduce((sum, money) => sum + money.amount, 0), currency };
}

function currencyFormat(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency });
  formats.set(currency, format);
  return format;
}
