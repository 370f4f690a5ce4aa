/** Who is told how the delivery does. Words alone: nothing of what was to be delivered. */
export interface DeliveryWatch {
  /**
   * It does not work: `timeout`, `unreachable`, `status_503`, `invalid_key`, `store` … Told at the first failure
   * in a row and when another reason takes over, not at every attempt.
   */
  readonly onFailure?: (word: string) => void;
  /** It works again. */
  readonly onRecovery?: () => void;
  /** Somebody has to look: it does not heal, or not without harm. `event` is the `jti` where there is one. */
  readonly onAlarm?: (word: string, event: string | null) => void;
}

/** A row of failures, told once. */
export class Outage {
  readonly #watch: DeliveryWatch;
  #word: string | null = null;

  constructor(watch: DeliveryWatch) {
    this.#watch = watch;
  }

  failed(word: string): void {
    if (word !== this.#word) this.#watch.onFailure?.(word);
    this.#word = word;
  }

  over(): void {
    if (this.#word !== null) this.#watch.onRecovery?.();
    this.#word = null;
  }
}
