import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  crossingLabels,
  createSealer,
  directionTo,
  openToken,
  parseKeyring,
  parseOrigin,
  type Sealer,
} from 'domain-bridge/handoff';
import type { RunningStore, Side } from '../test/support/running-store.ts';
import type { Variant } from '../test/support/variants.ts';
import type { IssuedToken } from './check-run.ts';
import { EventCount } from './event-count.ts';
import type { Kill } from './shopper-history.ts';

/** What the shoppers of one run share. */
export class CrashWorld {
  readonly seed: string;
  readonly store: RunningStore;
  readonly variants: readonly Variant[];
  readonly events: EventCount = new EventCount();
  readonly kills: Kill[] = [];
  readonly tokens: IssuedToken[] = [];
  readonly #sealers: Readonly<Record<Side, Sealer>>;
  readonly #starting: Partial<Record<Side, Promise<void>>> = {};

  constructor(seed: string, store: RunningStore, variants: readonly Variant[]) {
    this.seed = seed;
    this.store = store;
    this.variants = variants;
    this.#sealers = sealersOf(store);
  }

  /** Ends a server at once and starts it again. */
  async kill(side: Side): Promise<void> {
    this.#starting[side] ??= this.#restart(side);
    await this.#starting[side];
  }

  /** Resolves when this server listens, as far as anybody knows; a turn later at the earliest. */
  async whenUp(side: Side): Promise<void> {
    await setImmediate();
    await this.#starting[side];
  }

  /** Keeps what a token is counted by. The token itself is kept nowhere. */
  noteToken(token: string, link: string): void {
    const { origin, searchParams } = new URL(link);
    const to = origin === this.store.origins.shopping ? 'shopping' : 'checkout';
    const { jti, issuedAt } = openToken(searchParams.get('t') ?? '', this.#sealers[to]);
    this.tokens.push({ token, jti, issuedAt });
  }

  async #restart(side: Side): Promise<void> {
    await this.store.end(side, 'SIGKILL');
    this.kills.push({ side, at: this.events.next() });
    await this.store.start(side);
    delete this.#starting[side];
  }
}

/** With the keys that both servers share. */
function sealersOf({ origins, dataDir }: RunningStore): Readonly<Record<Side, Sealer>> {
  const { bridge } = JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8'));
  const pair = {
    shopping: parseOrigin(origins.shopping),
    checkout: parseOrigin(origins.checkout),
  };
  const sealerTo = (receiver: Side): Sealer =>
    createSealer({
      keyring: parseKeyring(bridge),
      labels: crossingLabels('handoff', directionTo(receiver), pair),
    });
  return { shopping: sealerTo('shopping'), checkout: sealerTo('checkout') };
}
