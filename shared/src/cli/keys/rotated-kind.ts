import { Option } from 'commander';
import { DAY } from '../../core/duration.ts';
import type { KeyFileText } from './key-entry.ts';
import { readRootKeys } from './root-key-text.ts';
import type { StepOptions } from './rotation.ts';
import { readSigningKeys } from './signing-key-text.ts';

/** Kinds of keys that live in files and rotate. */
export const ROTATED_KINDS = ['bridge', 'cookie', 'signing'] as const;

/** One of them. */
export type RotatedKind = (typeof ROTATED_KINDS)[number];

/** Options of the commands about a file of keys. */
export interface KeyFileOptions {
  readonly file: string;
  readonly kind: RotatedKind;
  readonly lifetimeDays: number;
}

/**
 * For tokens: 60 seconds and twice 15 of skew; with restarts, parked carts and orders that are just being told, ten
 * minutes are ample. For signing keys: caches of the JWKS are ten minutes old at most.
 */
const TEN_MINUTES = 10 * 60_000;

/** How long is to be waited between the steps. */
export function waitsOf({
  kind,
  lifetimeDays,
}: KeyFileOptions): Pick<StepOptions, 'knownMilliseconds' | 'aboutMilliseconds'> {
  return {
    // Nobody publishes bridge and cookie keys: only their operator knows who has read them.
    knownMilliseconds: kind === 'signing' ? TEN_MINUTES : 0,
    aboutMilliseconds: kind === 'cookie' ? lifetimeDays * DAY * 1000 : TEN_MINUTES,
  };
}

/** Reads the text of a file. @throws {TypeError | RangeError} On what no server takes. */
export async function readKeys(text: string, kind: RotatedKind): Promise<KeyFileText> {
  return kind === 'signing' ? readSigningKeys(text) : readRootKeys(text, kind);
}

/** `--kind`, without a default: by the wrong one, cookie keys would be dropped after ten minutes. */
export function kindOption(): Option {
  return new Option('--kind <kind>', 'what the keys are for')
    .choices(ROTATED_KINDS)
    .makeOptionMandatory();
}
