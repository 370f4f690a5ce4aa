import { CookieJar } from '../../shared/src/core/cookie.ts';
import type { Role } from '../../shared/src/crypto/direction.ts';
import { createParts } from '../../shared/src/flows/create-parts.ts';
import type { BridgeParts } from '../../shared/src/flows/parts.ts';
import { readRecord, showSession } from '../../shared/src/flows/shopper.ts';
import type { Learned } from '../../shared/src/invalidation/receiver-store.ts';
import type { Session } from '../../shared/src/session/session.ts';
import type { ShoppingState } from '../../shared/src/state/shopping-state.ts';
import { STATE_COOKIE } from '../../shared/src/state/state-cookie.ts';
import { viewCart } from '../../shared/src/state/view.ts';
import { FlowBrowser } from '../support/flow-browser.ts';
import { createSqliteSides, type SqliteSides, toLearned } from '../support/sqlite-sides.ts';
import { sideOptions } from '../support/store-pair.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

/** What a page shows. */
export interface Shown {
  readonly state: string;
  /** As the domain calls the user. */
  readonly entity: string | null;
  /** SKU × quantity, sorted. */
  readonly lines: readonly string[];
}

const PAGE = 100;

/** Pieces of a line: told by its name, so that the model needs no numbers. */
export function quantityOf(line: string): number {
  return 1 + (line.length % 3);
}

/** Lines as pages show them. */
export function showCart(lines: Iterable<string>): string[] {
  return [...lines].map((line) => `${line} × ${quantityOf(line)}`).sort();
}

/** What a page shows of a session and a cart. */
export function toShown(session: Session, state: ShoppingState): Shown {
  const lines = viewCart(state).lines.map(({ sku, quantity }) => `${sku} × ${quantity}`);
  const entity = session.state === 'anonymous' ? null : session.entity;
  return { state: session.state, entity, lines: lines.sort() };
}

/** Both domains on SQLite and some browsers; whatever the feed ever said is on record. */
export class SessionWorld {
  readonly clock: TestClock;
  readonly sides: SqliteSides;
  readonly parts: Readonly<Record<Role, BridgeParts>>;
  readonly browsers: readonly Readonly<Record<Role, FlowBrowser>>[];
  readonly record: Learned[] = [];
  isFresh = true;
  #seq = 0;

  private constructor(
    clock: TestClock,
    sides: SqliteSides,
    parts: (world: SessionWorld) => Readonly<Record<Role, BridgeParts>>,
    browsers: number,
  ) {
    this.clock = clock;
    this.sides = sides;
    this.parts = parts(this);
    this.browsers = Array.from({ length: browsers }, () => ({
      shopping: new FlowBrowser(false),
      checkout: new FlowBrowser(true),
    }));
  }

  /** Makes a world in which these users are on file. */
  static async create(users: readonly string[], browsers: number): Promise<SessionWorld> {
    const clock = createTestClock();
    const sides = createSqliteSides(clock);
    for (const user of users) await sides.stores.checkout.epochs?.raise(user, clock.now());
    const shop = await sideOptions('shopping', clock);
    const checkout = await sideOptions('checkout', clock);
    const make = (world: SessionWorld) => ({
      shopping: createParts({
        ...shop,
        stores: sides.stores.shopping,
        isConfirmed: () => world.isFresh,
      }),
      checkout: createParts({ ...checkout, stores: sides.stores.checkout }),
    });
    return new SessionWorld(clock, sides, make, browsers);
  }

  /** Epoch seconds. */
  now(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  /** Runs a request of a browser; a lost answer leaves its cookies as they were. */
  request<Result>(
    browser: number,
    role: Role,
    run: (jar: CookieJar) => Promise<Result>,
    lost = false,
  ): Promise<Result> {
    const cookies = this.#cookies(browser, role);
    return lost
      ? run(new CookieJar(cookies.header(), role === 'checkout'))
      : cookies.visit((jar) => run(jar));
  }

  /** Looks at a page. */
  look(browser: number, role: Role, lost = false): Promise<Shown> {
    const parts = this.parts[role];
    return this.request(
      browser,
      role,
      async (jar) => {
        const session = await showSession(parts, jar);
        const { state } = await readRecord(parts, jar, session, 'shown');
        return toShown(session, state);
      },
      lost,
    );
  }

  /** Whether a browser has a cart of its own from this domain. */
  hasCart(browser: number, role: Role): boolean {
    const name = role === 'checkout' ? `__Host-${STATE_COOKIE}` : STATE_COOKIE;
    return this.#cookies(browser, role).get(name) !== undefined;
  }

  /** The `sid` of a browser's session on checkout. */
  async sid(browser: number): Promise<string> {
    const jar = new CookieJar(this.#cookies(browser, 'checkout').header(), true);
    return (await this.parts.checkout.sessions?.stored(jar))?.sid ?? '';
  }

  /** Puts what the feed has to say on record. */
  async recordFeed(): Promise<void> {
    const { pairwise = String } = this.parts.checkout;
    for (const entry of await this.sides.feed.read(this.#seq, PAGE)) {
      this.#seq = entry.seq;
      this.record.push(toLearned(entry, pairwise));
    }
  }

  #cookies(browser: number, role: Role): FlowBrowser {
    const cookies = this.browsers[browser]?.[role];
    if (!cookies) throw new Error('this world has no such browser');
    return cookies;
  }
}
