import { resolve } from 'node:path';
import type { Origin, Role } from 'domain-bridge/handoff';
import type { SessionLifetimes } from 'domain-bridge/session';
import { type BridgeMode, readBridgeMode } from './bridge-mode.ts';
import { originOf, portOf, readOrigin } from './configured-origin.ts';
import { type Environment, EnvironmentReader } from './environment-reader.ts';
import { type KeyringConfig, readKeyringConfig } from './keyring-config.ts';

/** How a server speaks TLS: not at all, with the certificate made on first start, or with files. */
export type TlsConfig = 'off' | 'own' | { readonly certFile: string; readonly keyFile: string };

/** Everything a server of either domain is told from outside. */
export interface DomainConfig {
  readonly role: Role;
  readonly production: boolean;
  readonly shopping: Origin;
  readonly checkout: Origin;
  /** TCP port to listen on. */
  readonly port: number;
  readonly tls: TlsConfig;
  /** Where this server reaches the other one. */
  readonly peerUrl: string;
  /** File with the certificate authority of the other server; null: the one in `dataDir`. */
  readonly peerCaFile: string | null;
  /** Number of trusted proxies in front (Express `trust proxy`). */
  readonly trustProxy: number;
  /** Directory for everything that is written. */
  readonly dataDir: string;
  /** SQLite file of this domain. */
  readonly storeFile: string;
  /** How tokens are spelt, or that nothing crosses. */
  readonly mode: BridgeMode;
  /** Shared by both domains. */
  readonly bridgeKeys: KeyringConfig;
  /** Of this domain alone. */
  readonly cookieKeys: KeyringConfig;
  /** How long a shopping state lives after the last visit. */
  readonly stateLifetimeSeconds: number;
  readonly sessionLifetimes: SessionLifetimes;
  /** How long shopping believes its recognized sessions after checkout was last heard of. */
  readonly leaseSeconds: number;
  readonly logLevel: string;
}

const DAY = 86_400;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
/** Where the origin names no port, as behind a proxy. */
const DEFAULT_PORTS = { shopping: 8080, checkout: 8443 } as const;

/**
 * Reads the configuration of one domain; docs/operations.md lists the variables. Pure.
 *
 * @param readMore Reads what this domain alone is told.
 * @throws {ConfigError} With every problem there is.
 */
export function parseDomainConfig<More extends object = object>(
  environment: Environment,
  role: Role,
  readMore?: (reader: EnvironmentReader, config: DomainConfig) => More,
): DomainConfig & More {
  const reader = new EnvironmentReader(environment);
  const own = role.toUpperCase();
  const production = environment.NODE_ENV === 'production';
  const shopping = readOrigin(reader, 'shopping');
  const checkout = readOrigin(reader, 'checkout');
  if (shopping.hostname === checkout.hostname) {
    reader.problem(
      `single_domain: SHOPPING_ORIGIN and CHECKOUT_ORIGIN share the host name ${shopping.hostname}`,
    );
  }
  const self = role === 'shopping' ? shopping : checkout;
  const dataDir = resolve(reader.text('DATA_DIR', '.data'));
  const config: DomainConfig = {
    role,
    production,
    shopping,
    checkout,
    port: reader.integer(`${own}_PORT`, portOf(self) ?? DEFAULT_PORTS[role], 0, 65_535),
    tls: readTls(reader, own, self),
    ...readPeer(reader, role, role === 'shopping' ? checkout : shopping),
    trustProxy: reader.integer('TRUST_PROXY', 0, 0, 10),
    dataDir,
    storeFile: readStoreFile(reader, `${own}_STORE`, dataDir, role),
    mode: readBridgeMode(reader),
    bridgeKeys: readKeyringConfig(reader, 'BRIDGE_KEYS', production),
    cookieKeys: readKeyringConfig(reader, `${own}_KEYS`, production),
    stateLifetimeSeconds: reader.integer('STATE_DAYS', 30, 1, 400) * DAY,
    sessionLifetimes: {
      idleSeconds: reader.integer('SESSION_IDLE_MINUTES', 20, 1, 1_440) * 60,
      authenticatedSeconds: reader.integer('SESSION_HOURS', 8, 1, 720) * 3_600,
      recognizedSeconds: reader.integer('RECOGNIZED_DAYS', 30, 1, 400) * DAY,
    },
    leaseSeconds: reader.integer('LEASE_SECONDS', 30, 10, 300),
    logLevel: reader.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  if (production) refuseDemoSetup(reader, config, own);
  const more = readMore?.(reader, config);
  reader.check();
  return { ...config, ...more } as DomainConfig & More;
}

/** Production runs on nothing that was made for trying out. */
function refuseDemoSetup(reader: EnvironmentReader, config: DomainConfig, own: string): void {
  if (!config.checkout.secure) reader.problem('CHECKOUT_ORIGIN expected https in production');
  if (config.tls === 'own') {
    reader.problem(`${own}_TLS=off, or TLS_CERT and TLS_KEY, expected in production`);
  }
}

function readTls(reader: EnvironmentReader, own: string, origin: Origin): TlsConfig {
  const word = reader.choice(`${own}_TLS`, ['on', 'off'], 'on');
  if (!origin.secure || word === 'off') return 'off';
  const certFile = reader.optional('TLS_CERT');
  const keyFile = reader.optional('TLS_KEY');
  if (Boolean(certFile) !== Boolean(keyFile)) reader.problem('TLS_CERT and TLS_KEY go together');
  return certFile && keyFile ? { certFile, keyFile } : 'own';
}

function readPeer(reader: EnvironmentReader, role: Role, peer: Origin) {
  const name = role === 'shopping' ? 'CHECKOUT_INTERNAL_URL' : 'SHOPPING_INTERNAL_URL';
  const url = originOf(reader, name, reader.text(name, peer.href));
  return { peerUrl: url?.href ?? peer.href, peerCaFile: reader.optional('PEER_CA') };
}

function readStoreFile(
  reader: EnvironmentReader,
  name: string,
  dataDir: string,
  role: Role,
): string {
  const url = reader.text(name, `sqlite:${role}.db`);
  const file = /^sqlite:([^\0]+)$/.exec(url)?.[1];
  if (file === undefined) reader.problem(`${name} expected sqlite:FILE`);
  return resolve(dataDir, file ?? `${role}.db`);
}
