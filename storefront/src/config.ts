/** Door `@domain-bridge/storefront/config`: what a server of either domain is told from outside. */
export { ConfigError } from './config/config-error.ts';
export { type DomainConfig, parseDomainConfig, type TlsConfig } from './config/domain-config.ts';
export { type Environment, EnvironmentReader } from './config/environment-reader.ts';
export type { KeyringConfig } from './config/keyring-config.ts';
