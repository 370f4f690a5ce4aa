import { resolve } from 'node:path';
import { type Environment, EnvironmentReader } from '@domain-bridge/storefront/config';
import { type Origin, parseOrigin } from 'domain-bridge/handoff';
import type { BridgeMode, ClientKind, StorageKind } from 'domain-bridge/slas';

/** Everything that the hybrid storefront is told from outside. */
export interface HybridConfig {
  /** The one public origin that both sides share. */
  readonly origin: Origin;
  /** TCP port to listen on. */
  readonly port: number;
  /** Where SLAS, OCAPI, SCAPI and the controllers answer. */
  readonly emulatorUrl: string;
  /** Which of the emulator's SLAS clients this storefront is. */
  readonly client: ClientKind;
  readonly storage: StorageKind;
  readonly mode: BridgeMode;
  /** SQLite file of the stores that all processes share. */
  readonly storeFile: string;
  /** Number of trusted proxies in front (Express `trust proxy`). */
  readonly trustProxy: number;
  readonly logLevel: string;
}

const DEFAULT_ORIGIN = 'http://hybrid.localhost:8088';
/** Where the origin names no port, as behind a proxy. */
const DEFAULT_PORT = 8088;
const DEFAULT_EMULATOR = 'http://127.0.0.1:8090';
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/**
 * Reads the configuration. Pure.
 *
 * @throws {ConfigError} With every problem there is.
 */
export function parseConfig(environment: Environment): HybridConfig {
  const reader = new EnvironmentReader(environment);
  const origin = readOrigin(reader, 'HYBRID_ORIGIN', DEFAULT_ORIGIN);
  const mode = reader.choice('BRIDGE_SYNC', ['manual', 'hybrid-auth'], 'manual');
  // Under Hybrid Auth storefront and platform are one client: the emulator's platform is the public one.
  const usualClient = mode === 'hybrid-auth' ? 'public' : 'private';
  const config: HybridConfig = {
    origin,
    port: reader.integer('HYBRID_PORT', portOf(origin) ?? DEFAULT_PORT, 0, 65_535),
    emulatorUrl: readOrigin(reader, 'EMULATOR_URL', DEFAULT_EMULATOR).href,
    client: reader.choice('SLAS_CLIENT', ['public', 'private'], usualClient),
    storage: reader.choice('STORAGE', ['cookies', 'httpOnly', 'server'], 'cookies'),
    mode,
    storeFile: resolve(reader.text('DATA_DIR', '.data'), 'hybrid.db'),
    trustProxy: reader.integer('TRUST_PROXY', 0, 0, 10),
    logLevel: reader.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  reader.check();
  return config;
}

/** An origin or its default. The text is not repeated: somebody may have put a password into it. */
function readOrigin(reader: EnvironmentReader, name: string, fallback: string): Origin {
  try {
    return parseOrigin(reader.text(name, fallback));
  } catch {
    reader.problem(`${name} expected an origin such as ${fallback}`);
    return parseOrigin(fallback);
  }
}

function portOf({ host, hostname }: Origin): number | null {
  return host === hostname ? null : Number(host.slice(hostname.length + 1));
}
