/** An amount of money as an order keeps it: integers only. */
export interface Money {
  /** Minor units, e.g. cents. */
  readonly amount: number;
  /** ISO 4217 code, e.g. `EUR`. */
  readonly currency: string;
}
