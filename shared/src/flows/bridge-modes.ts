import type { TokenMode } from '../handoff/token-codec.ts';

/** How tokens are spelt, for each direction. Both domains must be told the same. */
export interface BridgeModes {
  readonly toCheckout: TokenMode;
  readonly toShopping: TokenMode;
}

/** Unless configured otherwise. */
export const ENCRYPTED: BridgeModes = { toCheckout: 'encrypted', toShopping: 'encrypted' };

const WORDS: readonly unknown[] = ['encrypted', 'signed'];

/**
 * Checks configured modes.
 *
 * @throws {TypeError} On any other word.
 */
export function checkModes(modes: BridgeModes): void {
  for (const direction of ['toCheckout', 'toShopping'] as const) {
    if (WORDS.includes(modes[direction])) continue;
    throw new TypeError(`"${direction}" expected "encrypted" or "signed"`);
  }
}
