import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@domain-bridge/storefront/config';
import {
  createKeySource,
  type KeySource,
  withSetupLock,
  writeSecret,
} from '@domain-bridge/storefront/server';
import { createLiveKeys } from 'domain-bridge/handoff';
import {
  generateSigningKeys,
  parseSigningKeys,
  type SigningKeys,
} from 'domain-bridge/invalidation';
import type { CheckoutConfig } from './config.ts';

/** The keys that events are signed with, in use. */
export interface LoadedSigningKeys {
  readonly signingKeys: SigningKeys;
  /** What reads them again, and puts what it has read in use. */
  readonly source: KeySource;
}

/**
 * The keys that events are signed with: of the configured file, or outside production of one below
 * `dataDir` that the first start makes.
 *
 * @throws {ConfigError} When the file cannot be read or holds something else.
 */
export async function loadSigningKeys(
  config: Pick<CheckoutConfig, 'dataDir' | 'signingKeysFile'>,
): Promise<LoadedSigningKeys> {
  const read = await signingKeysReader(config);
  const signingKeys = createLiveKeys(await read());
  return { signingKeys, source: createKeySource('signing', signingKeys, read) };
}

async function signingKeysReader({
  dataDir,
  signingKeysFile,
}: Pick<CheckoutConfig, 'dataDir' | 'signingKeysFile'>): Promise<() => Promise<SigningKeys>> {
  if (signingKeysFile) return () => readKeys(signingKeysFile, `SIGNING_KEYS (${signingKeysFile})`);
  const file = join(dataDir, 'signing-keys.json');
  await withSetupLock(dataDir, async () => {
    if (!existsSync(file)) writeSecret(file, `${await generateSigningKeys()}\n`);
  });
  return () => readKeys(file, `${file} is damaged; without it, a new one is made:`);
}

async function readKeys(file: string, name: string): Promise<SigningKeys> {
  try {
    return await parseSigningKeys(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigError([`${name} ${code ? `expected a readable file (${code})` : message}`]);
  }
}
