import {
  createShopperBridge,
  createTokenVerifier,
  jwksUrlOf,
  type StorageKind,
} from 'domain-bridge/slas';
import { systemClock } from '../shared/src/core/clock.ts';
import { systemRandom } from '../shared/src/core/random.ts';
import { systemScheduler } from '../shared/src/core/scheduler.ts';
import { createShopperStorage } from '../shared/src/slas/shopper-storage.ts';
import { VisitCookies } from '../shared/src/slas/visit-cookies.ts';
import type { Emulator } from '../test/support/emulator.ts';
import { sqliteBridge } from './sqlite-bridge.ts';
import { type Figure, sumUp } from './figures.ts';

const RUNS = 9;
const WARM_UPS = 3;
const VISITS = 5_000;

/** A visit of a shopper who has been here before, to be made again and again. */
export interface WarmVisit {
  readonly storage: StorageKind;
  readonly make: () => Promise<unknown>;
  /** What it is made of, in order. */
  readonly parts: Readonly<Record<string, () => unknown>>;
}

/** Has a shopper land on a bridge, and prepares the next visit, without HTTP and Express. */
export async function prepareVisit(
  emulator: Emulator,
  storage: StorageKind,
  storeFile: string,
): Promise<WarmVisit> {
  const options = sqliteBridge(emulator.origin, storage, storeFile);
  const bridge = createShopperBridge({ ...options, secure: false });
  const landing = bridge.open({ cookieHeader: undefined }, 'headless');
  const shopper = await landing.shopper.shopper();
  if (!shopper) throw new Error('the first landing brought nobody');
  const cookies = new VisitCookies(undefined);
  cookies.add(landing.setCookies());
  const cookieHeader = cookies.header();
  const parts = partsOf(options, storage);
  parts.verifier.trust(shopper.accessToken);
  return {
    storage,
    make: () => bridge.open({ cookieHeader }, 'headless').shopper.shopper(),
    parts: {
      'to gather the cookies': () => new VisitCookies(cookieHeader).header(),
      'to read what they say': () => parts.storage.read(cookieHeader),
      'to find the token verified': () => parts.verifier.verify(shopper.accessToken),
    },
  };
}

/** Where the time of a visit goes: the whole of it, and each part alone. */
export async function measureVisit({ storage, make, parts }: WarmVisit): Promise<Figure[]> {
  const figures = [await measurePart(`${storage}: a visit without HTTP and Express`, make)];
  for (const [name, run] of Object.entries(parts)) {
    figures.push(await measurePart(`${storage}: of that, ${name}`, run));
  }
  return figures;
}

/** The same parts as in the bridge, to measure each alone. */
function partsOf(options: ReturnType<typeof sqliteBridge>, kind: StorageKind) {
  const { commerce, stores } = options;
  const { organizationId, siteId } = commerce;
  return {
    storage: createShopperStorage({
      kind,
      naming: { siteId },
      secure: false,
      clock: systemClock,
      random: systemRandom,
      store: stores.shoppers,
    }),
    verifier: createTokenVerifier({
      jwksUrl: jwksUrlOf(commerce),
      organizationId,
      siteId,
      fetch: globalThis.fetch,
      scheduler: systemScheduler,
      clock: systemClock,
    }),
  };
}

async function measurePart(claim: string, run: () => unknown): Promise<Figure> {
  const samples: number[] = [];
  for (let turn = -WARM_UPS; turn < RUNS; turn++) {
    const before = process.cpuUsage();
    for (let i = 0; i < VISITS; i++) await run();
    const { user, system } = process.cpuUsage(before);
    if (turn >= 0) samples.push((user + system) / VISITS);
  }
  return sumUp(claim, 'µs', samples);
}
