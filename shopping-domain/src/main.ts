import { serveDomain } from '@domain-bridge/storefront/app';
import { prepareSetup, runServer } from '@domain-bridge/storefront/server';
import { openDatabase } from 'domain-bridge/sqlite';
import { composeShopping } from './compose.ts';
import { parseConfig } from './config.ts';

const clock = Date.now;

await runServer(async () => {
  const config = parseConfig(process.env);
  const setup = await prepareSetup(config, clock());
  const db = openDatabase(config.storeFile);
  const { keySources } = setup;
  return serveDomain({ config, setup, db, clock, keySources, compose: composeShopping });
});
