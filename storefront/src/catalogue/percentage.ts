/**
 * Takes a whole percentage of an amount, rounded half up to a minor unit.
 *
 * Hundreds and the rest are multiplied apart: `amount * percent` would pass 2^53 for the
 * largest carts and lose cents, this stays exact for every safe integer.
 *
 * @param amount Minor units, a safe integer, not negative.
 * @param percent A whole number from 0 to 100.
 * @returns Minor units, from 0 to `amount`.
 * @throws {RangeError} for a percentage outside of that.
 */
export function percentOf(amount: number, percent: number): number {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
    throw new RangeError(`"percent" expected an integer from 0 to 100, got ${percent}`);
  }
  const hundreds = Math.floor(amount / 100);
  const rest = amount % 100;
  return hundreds * percent + Math.floor((rest * percent + 50) / 100);
}
