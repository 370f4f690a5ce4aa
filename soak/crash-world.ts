import { setImmediate } from 'node:timers/promises';
import type { RunningStore, Side } from '../test/support/running-store.ts';
import type { Variant } from '../test/support/variants.ts';
import type { IssuedToken } from './check-run.ts';
import { Connections } from './connections.ts';
import { EventCount } from './event-count.ts';
import { ServerTimes } from './server-times.ts';
import type { Kill } from './shopper-history.ts';
import { TokenOpener } from './token-opener.ts';

/** What the shoppers of one run share. */
export class CrashWorld {
  readonly seed: string;
  readonly store: RunningStore;
  readonly variants: readonly Variant[];
  readonly connections: Connections;
  readonly times: ServerTimes;
  readonly events: EventCount = new EventCount();
  readonly kills: Kill[] = [];
  readonly tokens: IssuedToken[] = [];
  readonly #opener: TokenOpener;
  readonly #starting: Partial<Record<Side, Promise<void>>> = {};

  constructor(seed: string, store: RunningStore, variants: readonly Variant[]) {
    this.seed = seed;
    this.store = store;
    this.variants = variants;
    this.connections = new Connections(store);
    this.times = new ServerTimes(store);
    this.#opener = new TokenOpener(store);
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

  /** The same for both. */
  async whenBothUp(): Promise<void> {
    await Promise.all([this.whenUp('shopping'), this.whenUp('checkout')]);
  }

  /** Keeps what a token is counted by. The token itself is kept nowhere. */
  noteToken(token: string, link: string): void {
    this.tokens.push({ token, ...this.#opener.open(link) });
  }

  /** Absolute address of a path there. */
  url(side: Side, path: string): string {
    return `${this.store.origins[side]}${path}`;
  }

  async #restart(side: Side): Promise<void> {
    this.times.ends(side);
    await this.store.end(side, 'SIGKILL');
    this.kills.push({ side, at: this.events.next() });
    await this.store.start(side);
    this.times.listens(side);
    delete this.#starting[side];
  }
}
