import { type Keyring, parseKeyring } from 'domain-bridge/handoff';
import type { EnvironmentReader } from './environment-reader.ts';

/** Where the keys of one purpose come from. */
export type KeyringConfig =
  /** From the environment: the same until the process ends. */
  | { readonly from: 'environment'; readonly keyring: Keyring }
  /** From a file that may change. */
  | { readonly from: 'file'; readonly variable: string; readonly file: string }
  /** From `keys.json` below `dataDir`, where a first start makes them; never in production. */
  | { readonly from: 'first-start' };

/** `kid` of the keys that a first start makes. */
export const DEMO_KID = 'demo';

/** Reads `NAME` or `NAME_FILE`. The file itself is read by `keyringReader`: here nothing touches the disk. */
export function readKeyringConfig(
  reader: EnvironmentReader,
  name: string,
  production: boolean,
): KeyringConfig {
  const variable = `${name}_FILE`;
  const [text, file] = [reader.optional(name), reader.optional(variable)];
  if (text && file) reader.problem(`${name} or ${variable} expected, not both`);
  if (file) return { from: 'file', variable, file };
  const keyring = text === null ? null : reader.parsed(name, text, parseKeyring);
  if (production && (text === null || (keyring && hasDemoKey(keyring)))) {
    reader.problem(`${name} or ${variable} expected in production: demo keys are refused`);
  }
  return keyring ? { from: 'environment', keyring } : { from: 'first-start' };
}

/** Keys of a first start are refused in production, also when somebody has copied them elsewhere. */
export function hasDemoKey({ keys }: Keyring): boolean {
  return keys.some(({ kid }) => kid === DEMO_KID);
}
