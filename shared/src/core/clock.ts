/** Tells the time in epoch milliseconds. The only place where milliseconds appear: everything else counts seconds. */
export type Clock = () => number;

/** The machine's clock. */
export const systemClock: Clock = () => Date.now();

/** Epoch seconds, rounded down, as JWT NumericDate counts them (RFC 7519 §2). */
export function nowSeconds(clock: Clock): number {
  return Math.floor(clock() / 1000);
}
