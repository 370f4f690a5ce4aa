import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@domain-bridge/storefront/config';
import { withSetupLock, writeSecret } from '@domain-bridge/storefront/server';
import {
  generateSigningKeys,
  parseSigningKeys,
  type SigningKeys,
} from 'domain-bridge/invalidation';
import type { CheckoutConfig } from './config.ts';

/**
 * The keys that events are signed with: of the configured file, or outside production of one below
 * `dataDir` that the first start makes.
 *
 * @throws {ConfigError} When the file cannot be read or holds something else.
 */
export async function loadSigningKeys(
  config: Pick<CheckoutConfig, 'dataDir' | 'signingKeysFile'>,
): Promise<SigningKeys> {
  const { signingKeysFile } = config;
  if (signingKeysFile) return readKeys(signingKeysFile, `SIGNING_KEYS`);
  const file = join(config.dataDir, 'signing-keys.json');
  await withSetupLock(config.dataDir, async () => {
    if (!existsSync(file)) writeSecret(file, `${await generateSigningKeys()}\n`);
  });
  return readKeys(file, `${file} is damaged; without it, a new one is made:`);
}

async function readKeys(file: string, name: string): Promise<SigningKeys> {
  try {
    return await parseSigningKeys(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigError([`${name} ${code ? `expected a readable file (${code})` : message}`]);
  }
}
