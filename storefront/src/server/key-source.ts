import type { Keys, LiveKeys } from 'domain-bridge/handoff';
import { ConfigError } from '../config/config-error.ts';

/** What keys are for. */
export type KeyPurpose = 'bridge' | 'cookie' | 'signing';

/** Keys of one purpose that are in use, and the way to read them again. */
export interface KeySource {
  readonly purpose: KeyPurpose;
  /**
   * Reads them from where they come from. Nothing changes yet.
   *
   * @throws {ConfigError} Where they cannot be read, or are refused.
   */
  readonly load: () => Promise<LoadedKeys>;
}

/** Keys that were read and are not in use yet. */
export interface LoadedKeys {
  /** Their names, the one that seals or signs first. */
  readonly kids: readonly string[];
  /** Puts them in use. Cannot fail. */
  readonly use: () => void;
}

/** Names of keys by what they are for. */
export type KidsByPurpose = Readonly<Partial<Record<KeyPurpose, readonly string[]>>>;

/** Makes a source. @param live The keys in use. @param read Throws `ConfigError` where the new ones are of no use. */
export function createKeySource<Key extends { readonly kid: string }>(
  purpose: KeyPurpose,
  live: LiveKeys<Key>,
  read: () => Keys<Key> | Promise<Keys<Key>>,
): KeySource {
  return {
    purpose,
    async load() {
      const next = await read();
      return { kids: next.keys.map(({ kid }) => kid), use: () => live.replace(next) };
    },
  };
}

/**
 * Reads all keys again and puts them in use: all of them, or none, so that nobody runs on half a rotation.
 *
 * @throws {ConfigError} With every problem there is. Then everything is as it was.
 */
export async function reloadKeys(sources: readonly KeySource[]): Promise<KidsByPurpose> {
  const loaded = await readAll(sources.map(({ load }) => load));
  for (const { use } of loaded) use();
  return Object.fromEntries(sources.map(({ purpose }, i) => [purpose, loaded[i]?.kids]));
}

/** Reads one after the other. @throws {ConfigError} With the problems of all that failed. */
export async function readAll<Read>(reads: readonly (() => Read | Promise<Read>)[]) {
  const [results, problems]: [Read[], string[]] = [[], []];
  for (const read of reads) {
    try {
      results.push(await read());
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return results;
}
