import {
  type DomainConfig,
  type Environment,
  type EnvironmentReader,
  parseDomainConfig,
} from '@domain-bridge/storefront/config';
import {
  bareHookToken,
  type EventIssuer,
  type HookCredential,
  parseEventIssuers,
  parseHookTokens,
} from 'domain-bridge/invalidation';
import { parseMailUrl } from './mail/mail-url.ts';

/** What the checkout domain alone is told. */
export interface CheckoutOptions {
  /** Who may call the hooks; with nobody they answer 404. */
  readonly hookCredentials: readonly HookCredential[];
  /** Whose events end sessions here. */
  readonly eventIssuers: readonly EventIssuer[];
  /** File with the private keys that events are signed with (JWK Set); null: made in `dataDir`. */
  readonly signingKeysFile: string | null;
  /** Where mail goes, `smtp:` or `smtps:`; null: into files below `dataDir`. */
  readonly mailUrl: string | null;
  /** The sender of mail. */
  readonly mailFrom: string;
}

/** Everything a checkout server is told from outside. */
export type CheckoutConfig = DomainConfig & CheckoutOptions;

/**
 * Configuration of the checkout domain.
 *
 * @throws {ConfigError} With every problem there is.
 */
export function parseConfig(environment: Environment): CheckoutConfig {
  return parseDomainConfig(environment, 'checkout', readCheckout);
}

function readCheckout(reader: EnvironmentReader, config: DomainConfig): CheckoutOptions {
  const signingKeysFile = reader.optional('SIGNING_KEYS');
  if (config.production && !signingKeysFile) {
    reader.problem('SIGNING_KEYS expected in production: demo keys are refused');
  }
  const issuers = reader.optional('EVENT_ISSUERS');
  return {
    hookCredentials: readHookCredentials(reader, config.production),
    eventIssuers: (issuers && reader.parsed('EVENT_ISSUERS', issuers, parseEventIssuers)) || [],
    signingKeysFile,
    mailUrl: readMailUrl(reader),
    mailFrom: reader.text('MAIL_FROM', `no-reply@${config.checkout.hostname}`),
  };
}

/** One token that may do everything is for trying out; in production each tool has its own. */
function readHookCredentials(
  reader: EnvironmentReader,
  production: boolean,
): readonly HookCredential[] {
  const bare = reader.optional('HOOK_TOKEN');
  const scoped = reader.optional('HOOK_TOKENS');
  if (bare && scoped) reader.problem('HOOK_TOKEN or HOOK_TOKENS expected, not both');
  if (bare && production) {
    reader.problem('HOOK_TOKENS with scopes expected in production: HOOK_TOKEN is refused');
  }
  if (scoped) return reader.parsed('HOOK_TOKENS', scoped, parseHookTokens) ?? [];
  const credential = bare ? reader.parsed('HOOK_TOKEN', bare, bareHookToken) : null;
  return credential ? [credential] : [];
}

function readMailUrl(reader: EnvironmentReader): string | null {
  const url = reader.optional('MAIL_URL');
  return url && reader.parsed('MAIL_URL', url, parseMailUrl);
}
