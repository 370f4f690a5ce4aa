import { readFileSync } from 'node:fs';
import { type Keyring, parseKeyFile, parseKeyring } from 'domain-bridge/handoff';
import { ConfigError } from '../config/config-error.ts';
import type { DomainConfig } from '../config/domain-config.ts';
import { DEMO_KID, hasDemoKey, type KeyringConfig } from '../config/keyring-config.ts';
import { readJsonLike } from './secret-file.ts';

/** What a first start puts into `keys.json`, each like the variable of its name. */
export interface DemoKeys {
  readonly bridge: string;
  readonly shopping: string;
  readonly checkout: string;
}

/** What `keys.json` has to look like. */
export const DEMO_KEYS_LIKE: DemoKeys = { bridge: '', shopping: '', checkout: '' };

/**
 * Makes the function that reads the keys of one purpose, at the start and at every reload.
 *
 * @param demoFile `keys.json`, already made; read where nothing else is configured.
 * @returns Throws `ConfigError` on a file that cannot be read, holds something else, or, in production, demo keys.
 */
export function keyringReader(
  source: KeyringConfig,
  name: keyof DemoKeys,
  { production, demoFile }: Pick<DomainConfig, 'production'> & { readonly demoFile: string },
): () => Keyring {
  switch (source.from) {
    case 'environment':
      return () => source.keyring;
    case 'file':
      return () => readKeyFile(source, production);
    case 'first-start':
      return () => readDemoKeyring(demoFile, name);
  }
}

function readKeyFile({ variable, file }: { variable: string; file: string }, production: boolean) {
  const keyring = refusing(`${variable} (${file})`, () => parseKeyFile(readFileSync(file, 'utf8')));
  if (production && hasDemoKey(keyring)) {
    throw new ConfigError([
      `${variable} (${file}) expected keys of its own in production: the kid ${DEMO_KID} is refused`,
    ]);
  }
  return keyring;
}

function readDemoKeyring(file: string, name: keyof DemoKeys): Keyring {
  const keys = readJsonLike(file, DEMO_KEYS_LIKE);
  return refusing(`${file} is damaged; without it, a new one is made: "${name}"`, () =>
    parseKeyring(keys[name]),
  );
}

/** @throws {ConfigError} Of what the system or the parser says; neither repeats what stands in the file. */
export function refusing<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigError([`${name} ${code ? `expected a readable file (${code})` : message}`]);
  }
}
