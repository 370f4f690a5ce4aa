import { encodeBase64url } from '../core/base64url.ts';
import type { Random } from '../core/random.ts';

const STATE_BYTES = 16;
/** An event may come late, or twice; a minute lies between two of them at least. */
const MAX_STATES = 5;

/** The states of the verification events that were asked for (SSF 1.0 §8.1.4), the newest five. */
export class ExpectedStates {
  readonly #random: Random;
  #states: readonly string[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** A new state to ask with. */
  mint(): string {
    const state = encodeBase64url(this.#random(STATE_BYTES));
    this.#states = [state, ...this.#states].slice(0, MAX_STATES);
    return state;
  }

  /** Whether somebody asked with this state. */
  has(state: string): boolean {
    return this.#states.includes(state);
  }
}
