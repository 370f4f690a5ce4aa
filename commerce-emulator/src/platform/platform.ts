import { randomBytes } from 'node:crypto';
import { type Baskets, createBaskets } from './baskets.ts';
import { type CallLog, createCallLog } from './call-log.ts';
import { type Clients, createClients } from './clients.ts';
import { createEmulatorClock, type EmulatorClock } from './clock.ts';
import { type Codes, createCodes } from './codes.ts';
import { type Customers, createCustomers } from './customers.ts';
import { createFaults, type Faults } from './faults.ts';
import { createProducts, type Products } from './products.ts';
import { createRefreshTokens, type RefreshTokens } from './refresh-tokens.ts';
import { createSessionSignatures, type SessionSignatures } from './session-signature.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createSigningKey, type SigningKey } from './signing-key.ts';
import { DEFAULT_SWITCHES, type Switches } from './switches.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createUsage, type Usage } from './usage.ts';
import { createUsids, type Usids } from './usids.ts';

/** Everything that a B2C Commerce instance knows, in memory. */
export interface Platform {
  /** `f_ecom_{realm}_{instance}`. */
  readonly organizationId: string;
  /** `{realm}_{instance}`. */
  readonly tenantId: string;
  /** The one site, and channel, there is. */
  readonly siteId: string;
  readonly clock: EmulatorClock;
  /** Read where it is needed, since it changes. */
  readonly switches: Switches;
  readonly clients: Clients;
  readonly customers: Customers;
  readonly usids: Usids;
  readonly codes: Codes;
  readonly refreshTokens: RefreshTokens;
  readonly tokens: Tokens;
  readonly sessions: Sessions;
  /** `dwsgst` and `dwsrst`. */
  readonly signatures: SessionSignatures;
  readonly products: Products;
  readonly baskets: Baskets;
  readonly calls: CallLog;
  readonly faults: Faults;
  /** Requests counted for the rate limits. */
  readonly usage: Usage;
  /** What signs every token; a reset keeps it, so that a cached JWKS stays good. */
  readonly key: SigningKey;
  /** Back to the first second: nobody has come yet, and everything stands as it started. */
  reset(): void;
}

/** How a platform begins. */
export interface PlatformOptions {
  /** Epoch milliseconds. Default: the machine's clock. */
  readonly clock?: () => number;
  /** Default: `f_ecom_zzrf_001`. */
  readonly organizationId?: string;
  /** Default: `RefArch`. */
  readonly siteId?: string;
  /** Also where a reset leads back to. */
  readonly switches?: Partial<Switches>;
}

/** A platform nobody has visited yet. */
export function createPlatform(options: PlatformOptions = {}): Platform {
  const { organizationId = 'f_ecom_zzrf_001', siteId = 'RefArch' } = options;
  const tenantId = organizationId.slice('f_ecom_'.length);
  const clock = createEmulatorClock(options.clock);
  const firstSwitches: Switches = { ...DEFAULT_SWITCHES, ...options.switches };
  const switches = { ...firstSwitches };
  const key = createSigningKey();
  const clients = createClients(siteId);
  const usids = createUsids(clock);
  const codes = createCodes(clock);
  const refreshTokens = createRefreshTokens(clock);
  const sessions = createSessions(clock);
  const products = createProducts();
  const baskets = createBaskets({
    products,
    now: clock.now,
    newId: () => randomBytes(13).toString('hex'),
    lifetimeSeconds: () => switches.basketLifetimeSeconds,
  });
  const tokens = createTokens({ clock, key, tenantId, usids, customers: () => customers });
  const customers = createCustomers({
    clock,
    onCredentialsChanged(rcid) {
      tokens.revokeOf(rcid, 'credentials-changed');
      refreshTokens.revokeOf(rcid);
      sessions.signOutCustomer(rcid);
    },
  });
  const signatures = createSessionSignatures({ clock, key, tenantId, sessions, customers });
  const calls = createCallLog();
  const faults = createFaults();
  const usage = createUsage(clock);

  return {
    organizationId,
    tenantId,
    siteId,
    clock,
    switches,
    clients,
    customers,
    usids,
    codes,
    refreshTokens,
    tokens,
    sessions,
    signatures,
    products,
    baskets,
    calls,
    faults,
    usage,
    key,
    reset() {
      Object.assign(switches, firstSwitches);
      for (const store of [clock, clients, customers, baskets]) store.reset();
      for (const store of [usids, codes, refreshTokens, tokens, sessions, calls, faults, usage]) {
        store.clear();
      }
    },
  };
}
