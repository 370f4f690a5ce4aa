import type { ExpressBridgeOptions } from 'domain-bridge/express';
import type { EnvironmentReader } from './environment-reader.ts';

/** How the bridge is to cross. */
export type BridgeMode = NonNullable<ExpressBridgeOptions['mode']>;

const WORDS = ['encrypted', 'signed', 'off'] as const;
const SPELT = ['encrypted', 'signed'] as const;
const DIRECTIONS = new Map([
  ['to-checkout', 'toCheckout'],
  ['to-shopping', 'toShopping'],
] as const);
const EXPECTED = `${WORDS.join(' | ')} | to-checkout:signed,to-shopping:encrypted`;

/**
 * Reads `BRIDGE_MODE`: one word for both directions, or a word for each; a direction that is left out is encrypted.
 * Whatever else it says is a problem, so that nobody believes it to be another mode.
 */
export function readBridgeMode(reader: EnvironmentReader): BridgeMode {
  const text = reader.text('BRIDGE_MODE', 'encrypted');
  const word = WORDS.find((each) => each === text);
  if (word !== undefined) return word;
  const entries = text.split(',').map((entry) => entry.trim().split(':'));
  const modes = new Map<string, (typeof SPELT)[number]>();
  for (const [name = '', value, ...more] of entries) {
    const direction = DIRECTIONS.get(name as 'to-checkout');
    const mode = SPELT.find((each) => each === value);
    if (!direction || !mode || more.length > 0) {
      reader.problem(`BRIDGE_MODE expected ${EXPECTED}`);
      return 'encrypted';
    }
    if (modes.has(direction)) reader.problem(`BRIDGE_MODE expected ${name} once`);
    modes.set(direction, mode);
  }
  return {
    toCheckout: modes.get('toCheckout') ?? 'encrypted',
    toShopping: modes.get('toShopping') ?? 'encrypted',
  };
}
