import { serveDomain } from '@domain-bridge/storefront/app';
import { prepareSetup, runServer } from '@domain-bridge/storefront/server';
import { openDatabase } from 'domain-bridge/sqlite';
import { createPasswordHasher } from './accounts/password-hasher.ts';
import { composeCheckout } from './compose.ts';
import { parseConfig } from './config.ts';
import { admitDemoUsers } from './demo-access.ts';
import { loadSigningKeys } from './signing-keys.ts';
import { createCheckoutStore } from './store/checkout-store.ts';

const clock = Date.now;

await runServer(async () => {
  const config = parseConfig(process.env);
  const setup = await prepareSetup(config, clock());
  const { signingKeys, source } = await loadSigningKeys(config);
  const db = openDatabase(config.storeFile);
  const store = createCheckoutStore(db, { clock });
  const hasher = createPasswordHasher();
  await admitDemoUsers({ setup, users: store.users, hasher, clock });
  return serveDomain({
    config,
    setup,
    db,
    clock,
    keySources: [...setup.keySources, source],
    compose: (context) => composeCheckout(context, { store, hasher, signingKeys }),
  });
});
