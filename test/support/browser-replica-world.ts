import { CookieJar } from '../../shared/src/core/cookie.ts';
import { createKeyring } from '../../shared/src/crypto/keyring.ts';
import { createSealer, type Sealer } from '../../shared/src/crypto/sealer.ts';
import {
  BrowserReplica,
  type BrowserReplicaOptions,
} from '../../shared/src/state/browser-replica.ts';
import {
  openStateCookie,
  STATE_COOKIE,
  type StateCookie,
} from '../../shared/src/state/state-cookie.ts';
import type { StateStore } from '../../shared/src/state/state-store.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/** One domain's replica with a clock of its own, and cookies as plain values. */
export interface BrowserReplicaWorld {
  readonly clock: TestClock;
  readonly replica: BrowserReplica;
  readonly sealer: Sealer;
  /** A request with this state cookie; null: without. */
  request(cookie: string | null): CookieJar;
  /** What a cookie value holds. */
  open(cookie: string): StateCookie;
}

/** Seals the cookies of every world alike, so that two replicas can share a store. */
function newSealer(): Sealer {
  const keyring = createKeyring([{ kid: 'k', secret: new Uint8Array(32).fill(1) }]);
  return createSealer({ keyring, labels: ['state-cookie'] });
}

/** Makes a replica of shopping on `store`. */
export function createReplicaWorld(
  store: StateStore,
  options: Partial<BrowserReplicaOptions> & {
    readonly seed?: string;
    readonly at?: TestClock;
  } = {},
): BrowserReplicaWorld {
  const { seed = 'replica', at: clock = createTestClock(), ...rest } = options;
  const sealer = newSealer();
  const random = createSeededRandom(seed);
  return {
    clock,
    sealer,
    replica: new BrowserReplica({
      role: 'shopping',
      store,
      clock: clock.now,
      random,
      sealer,
      ...rest,
    }),
    request: (cookie) =>
      new CookieJar(cookie === null ? undefined : `${STATE_COOKIE}=${cookie}`, false),
    open(cookie) {
      const opened = openStateCookie(cookie, sealer);
      if (!opened) throw new Error('not a state cookie of ours');
      return opened;
    },
  };
}

/** The state cookie that the answer leaves in the browser. */
export function cookieOf(jar: CookieJar): string {
  const value = jar.get(STATE_COOKIE);
  if (value === null) throw new Error('the answer leaves no state cookie');
  return value;
}
