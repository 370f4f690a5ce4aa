import { DAY } from './duration.ts';

/** Who keeps token and session together on controllers. */
export type SyncMode =
  /** Nobody on the platform: a bridge of the storefront's own. */
  | 'none'
  /** The cartridge plugin_slas, in `onSession`. */
  | 'plugin_slas'
  /** The platform (B2C Commerce 25.3 and later); token answers then set `dwsid`. */
  | 'hybrid_auth';

/** What can be changed while the emulator runs. Read directly: `platform.switches.sync`. */
export interface Switches {
  /** Default `none`. */
  sync: SyncMode;
  /** Lifetimes of refresh tokens: 90 days and 30 for guests, rather than 9. Default false. */
  production: boolean;
  /** Whether a grant without `channel_id` is refused. Default true, as on all production tenants. */
  strictChannel: boolean;
  /** Business Manager's "Enforce HTTPS"; off, sessions carry a `dwsecuretoken` too. Default true. */
  enforceHttps: boolean;
  /** Whether a bare `dwsid` still proves a guest session (cut off in 2024). Default false. */
  dwsidGuestAllowed: boolean;
  /** Whether the limits of SLAS are enforced. Default false. */
  rateLimits: boolean;
  /** Whether the private client is a strict one: `x-slas-client-auth` on authorize and login. Default false. */
  strictClientAuth: boolean;
  /** How long a basket stays after its last change; a setting of its own on the platform. Default 7 days. */
  basketLifetimeSeconds: number;
  /** Whether `dwsid` of OCAPI and controllers is HttpOnly. Default true; Hybrid Auth never sets it. */
  httpOnlyDwsid: boolean;
  /** Whether platform cookies are Secure. Default true, also on http: browsers trust localhost. */
  secureCookies: boolean;
}

/** How the emulator starts. */
export const DEFAULT_SWITCHES: Readonly<Switches> = {
  sync: 'none',
  production: false,
  strictChannel: true,
  enforceHttps: true,
  dwsidGuestAllowed: false,
  rateLimits: false,
  strictClientAuth: false,
  basketLifetimeSeconds: 7 * DAY,
  httpOnlyDwsid: true,
  secureCookies: true,
};

const SYNC_MODES: readonly unknown[] = ['none', 'plugin_slas', 'hybrid_auth'] satisfies SyncMode[];

/**
 * Reads a change of switches.
 *
 * @throws {TypeError} Names every switch that does not exist or cannot have that value.
 */
export function parseSwitches(input: unknown): Partial<Switches> {
  if (typeof input !== 'object' || input === null)
    throw new TypeError('switches expected an object');
  const problems = Object.entries(input).flatMap(([name, value]) => problemOf(name, value));
  if (problems.length > 0) throw new TypeError(problems.join('; '));
  return input;
}

function problemOf(name: string, value: unknown): string[] {
  if (!Object.hasOwn(DEFAULT_SWITCHES, name)) return [`unknown switch ${name}`];
  if (name === 'sync') {
    return SYNC_MODES.includes(value) ? [] : [`sync expected ${SYNC_MODES.join(' | ')}`];
  }
  if (name === 'basketLifetimeSeconds') {
    const isLifetime = Number.isInteger(value) && (value as number) > 0;
    return isLifetime ? [] : [`${name} expected a whole number above 0`];
  }
  return typeof value === 'boolean' ? [] : [`${name} expected true or false`];
}
