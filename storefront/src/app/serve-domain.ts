import { type Scheduler, systemScheduler } from 'domain-bridge/peer';
import type { Database } from 'domain-bridge/sqlite';
import type { Express } from 'express';
import { ConfigError, type DomainConfig } from '../config.ts';
import {
  createLogger,
  createPeerConnection,
  createStoreCheck,
  type HealthOptions,
  type KeySource,
  type Logger,
  listen,
  type PeerConnection,
  reloadKeys,
  type Setup,
  type Stoppable,
  type Sweepable,
  startSweeping,
} from '../server.ts';

/** What the parts of a domain are made from. */
export interface DomainContext<Config extends DomainConfig = DomainConfig> {
  readonly config: Config;
  readonly setup: Pick<Setup, 'bridgeKeys' | 'cookieKeys'>;
  readonly db: Database;
  readonly health: HealthOptions;
  /** The way to the other server. */
  readonly peer: Pick<PeerConnection, 'url' | 'fetch'>;
  readonly log: Logger;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly scheduler: Scheduler;
}

/** What a server does beside answering requests. */
export interface BackgroundTask {
  start(): void;
  /** Resolves when nothing of it is under way any more. */
  stop(): Promise<void>;
}

/** A domain that is put together and does not listen yet. */
export interface ComposedDomain {
  readonly app: Express;
  /** Stores from which expired rows are dropped now and then. */
  readonly swept: readonly Sweepable[];
  /** Started when the server listens. */
  readonly background: readonly BackgroundTask[];
  /** Before the server says that it is ready: waits for what makes its first answers better, and not for long. */
  readonly warmUp?: () => Promise<void>;
}

/** What a server of either domain is started with. */
export interface ServeOptions<Config extends DomainConfig>
  extends Pick<DomainContext<Config>, 'config' | 'db' | 'clock'> {
  readonly setup: Setup;
  /** All keys of this domain. */
  readonly keySources: readonly KeySource[];
  readonly compose: (context: DomainContext<Config>) => ComposedDomain;
}

/** Composes a domain, listens, and says so on stdout; `stop` finishes what is under way and closes the database. */
export async function serveDomain<Config extends DomainConfig>(
  options: ServeOptions<Config>,
): Promise<Stoppable> {
  const { config, setup, db, clock, keySources, compose } = options;
  const { role, shopping, checkout } = config;
  const [self, other] = role === 'shopping' ? [shopping, checkout] : [checkout, shopping];
  const log = createLogger(role, config.logLevel);
  const peer = createPeerConnection({
    url: config.peerUrl,
    hostname: other.hostname,
    ca: setup.peerCa,
  });
  const health = { checkStore: createStoreCheck(db), isPeerUp: () => peer.isUp() };
  const context = { config, setup, db, health, peer, log, clock, scheduler: systemScheduler };
  const { app, swept, background, warmUp } = compose(context);
  const server = await listen(app, config.port, setup.certificate);
  log.info({ mode: config.mode }, 'bridge mode');
  const stopSweeping = startSweeping(swept, clock, log);
  for (const task of background) task.start();
  await warmUp?.();
  process.stdout.write(`listening on ${self.href}\n`);
  const stopBackground = () => Promise.all(background.map((task) => task.stop()));
  return {
    log,
    reload: () => reloadAndSay(keySources, log),
    async stop() {
      stopSweeping();
      // Before the server: a poll that it holds would keep it from closing.
      await stopBackground();
      await server.close();
      // What came with the last requests, also of callers who did not wait.
      await stopBackground();
      await peer.close();
      db.close();
    },
  };
}

/** Names the keys by their kids, and what is wrong with a file, never what stands in it. */
async function reloadAndSay(sources: readonly KeySource[], log: Logger): Promise<void> {
  try {
    log.info({ kids: await reloadKeys(sources) }, 'keys reloaded');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    log.error({ problems: error.problems }, 'keys not reloaded');
  }
}
