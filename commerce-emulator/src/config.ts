/** What an emulator is told from outside. */
export interface EmulatorConfig {
  readonly host: string;
  readonly port: number;
  /** Where it is reached, e.g. in its discovery document. */
  readonly origin: string;
}

/** Everything that is wrong with a configuration, one sentence a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads `EMULATOR_PORT` (8090), `EMULATOR_HOST` (127.0.0.1) and `EMULATOR_ORIGIN` (`http://` and both).
 *
 * @throws {ConfigError} With every problem there is.
 */
export function parseConfig(
  environment: Readonly<Record<string, string | undefined>>,
): EmulatorConfig {
  const host = environment.EMULATOR_HOST || '127.0.0.1';
  const portText = environment.EMULATOR_PORT || '8090';
  const port = Number(portText);
  const origin = parseOrigin(environment.EMULATOR_ORIGIN || `http://${bracketed(host)}:${port}`);
  const problems = [
    /^[\w.:-]+$/.test(host) ? null : 'EMULATOR_HOST expected a host name or an address',
    /^\d{1,5}$/.test(portText) && port <= 65_535
      ? null
      : 'EMULATOR_PORT expected a whole number from 0 to 65535',
    origin ? null : 'EMULATOR_ORIGIN expected an http or https origin without a path',
  ].filter((problem) => problem !== null);
  if (origin === null || problems.length > 0) throw new ConfigError(problems.join('\n'));
  return { host, port, origin };
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Null: not an origin. A path, a query or a name would be lost without a word, so they are refused. */
function parseOrigin(text: string): string | null {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` ? url.origin : null;
}
