/** How a change is asked for. */
export interface CallOptions {
  /**
   * Names the change, so that asking again changes nothing more and is answered as the first time, for 24
   * hours. 1–255 visible ASCII characters. Default: a random one. Give your own where your program may end
   * before the answer and ask again after a restart.
   */
  readonly idempotencyKey?: string;
  /**
   * How long the server may wait for the other servers to know of it: whole seconds, 0–10. Given, also as 0,
   * the call resolves with what the change did. Default: it resolves with null.
   */
  readonly waitSeconds?: number;
}

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;
const MAX_WAIT_SECONDS = 10;

/**
 * Checks options before anything is sent.
 *
 * @throws {TypeError} On a key that no header can hold.
 * @throws {RangeError} On a wait that the server does not grant.
 */
export function checkCallOptions({ idempotencyKey, waitSeconds = 0 }: CallOptions): void {
  if (idempotencyKey !== undefined && !VISIBLE_ASCII.test(idempotencyKey)) {
    throw new TypeError('"idempotencyKey" expected 1-255 visible ASCII characters');
  }
  if (!Number.isInteger(waitSeconds) || waitSeconds < 0 || waitSeconds > MAX_WAIT_SECONDS) {
    throw new RangeError(`"waitSeconds" expected a whole number from 0 to ${MAX_WAIT_SECONDS}`);
  }
}

/**
 * Checks a hook credential.
 *
 * @throws {TypeError} On what no header can hold: `fetch` would repeat it in its own message.
 */
export function checkToken(token: string): void {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new TypeError('"token" expected visible ASCII characters without blanks');
  }
}
