import type { Database } from 'domain-bridge/sqlite';
import type { Express } from 'express';
import type { DomainConfig } from '../config.ts';
import {
  createLogger,
  createPeerClient,
  createStoreCheck,
  type HealthOptions,
  type Logger,
  listen,
  type Setup,
  type Stoppable,
  type Sweepable,
  startSweeping,
} from '../server.ts';

/** What the parts of a domain are made from. */
export interface DomainContext {
  readonly config: DomainConfig;
  readonly setup: Pick<Setup, 'bridgeKeys' | 'cookieKeys'>;
  readonly db: Database;
  readonly health: HealthOptions;
  readonly log: Logger;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** A domain that is put together and does not listen yet. */
export interface ComposedDomain {
  readonly app: Express;
  /** Stores from which expired rows are dropped now and then. */
  readonly swept: readonly Sweepable[];
}

/** What a server of either domain is started with. */
export interface ServeOptions extends Pick<DomainContext, 'config' | 'db' | 'clock'> {
  readonly setup: Setup;
  readonly compose: (context: DomainContext) => ComposedDomain;
}

/** Composes a domain, listens, and says so on stdout; `stop` finishes what is under way and closes the database. */
export async function serveDomain(options: ServeOptions): Promise<Stoppable> {
  const { config, setup, db, clock, compose } = options;
  const self = config[config.role];
  const other = config[config.role === 'shopping' ? 'checkout' : 'shopping'];
  const log = createLogger(config.role, config.logLevel);
  const peer = createPeerClient({
    url: config.peerUrl,
    hostname: other.hostname,
    ca: setup.peerCa,
  });
  const health = { checkStore: createStoreCheck(db), isPeerUp: () => peer.isUp() };
  const { app, swept } = compose({ config, setup, db, health, log, clock });
  const stopSweeping = startSweeping(swept, clock, log);
  const server = await listen(app, config.port, setup.certificate);
  process.stdout.write(`listening on ${self.href}\n`);
  return {
    log,
    async stop() {
      stopSweeping();
      await server.close();
      await peer.close();
      db.close();
    },
  };
}
