import {
  type DomainConfig,
  type Environment,
  parseDomainConfig,
} from '@domain-bridge/storefront/config';

/**
 * Configuration of the checkout domain.
 *
 * @throws {ConfigError} With every problem there is.
 */
export function parseConfig(environment: Environment): DomainConfig {
  return parseDomainConfig(environment, 'checkout');
}
