import {
  type Change,
  judge,
  type Knowledge,
  learn,
  nothingKnown,
  type OrderedLine,
  recordChange,
  recordOrder,
} from '../test/state/causal-history.ts';
import type { Side } from '../test/support/running-store.ts';
import type { CartView, Kill } from './shopper-history.ts';

/** A write without an answer: as long as its server lives it may still take place, after later ones. */
interface Supposed {
  readonly side: Side;
  readonly began: number;
  /** What it may have written, or may still write. */
  readonly changes: Change[];
  /** Pieces that it adds to whatever stands there. */
  readonly adds: number | null;
}

/** What a request looks at and what it adds. */
export interface Write {
  readonly side: Side;
  readonly line: string;
  /** Null: the line goes. */
  readonly value: number | null;
  readonly began: number;
}

/**
 * What must, may and must not stand in the carts of one shopper, told from the order of events alone: the shop's,
 * the browser's on checkout and the account's. The rules of causality are those of the models in `test/state`;
 * here are those of a browser whose answers get lost.
 */
export class CartOracle {
  /** Of everything that was ordered. */
  readonly orders: OrderedLine[] = [];
  account: Knowledge = nothingKnown();
  isSignedIn = false;
  #shop: Knowledge = nothingKnown();
  #guest: Knowledge = nothingKnown();
  /** Writes on the shop since a sign-out that the shop may not have heard of; null: none is about. */
  #sinceSignOut: Set<Change> | null = null;
  readonly #supposed: Supposed[] = [];
  readonly #kills: readonly Kill[];

  constructor(kills: readonly Kill[]) {
    this.#kills = kills;
  }

  /** What the cart that a request on this domain sees must know and may know. */
  place(side: Side): Knowledge {
    if (side === 'shopping') return this.#shop;
    return this.isSignedIn ? this.account : this.#guest;
  }

  /** Notes a write that may have taken place, and may still. */
  suppose(write: Write): void {
    const { side, began } = write;
    this.#supposed.push({ side, began, changes: [this.#record(write)], adds: null });
  }

  /** The same for pieces that come on top of whatever stands there. */
  supposeAddition({ side, line, began }: Omit<Write, 'value'>, adds: number): void {
    const sums = new Set(this.#quantities(side, line).map((quantity) => quantity + adds));
    const changes = [...sums].map((value) => this.#record({ side, line, value, began }));
    this.#supposed.push({ side, began, changes, adds });
  }

  /** Notes a write that was answered; `learnAll` makes it certain. */
  record(write: Write): Change {
    const change = this.#record(write);
    for (const { changes, adds } of this.#mayComeAfter(write)) {
      for (const late of changes) late.replacedPerhaps.add(change);
      if (adds === null || write.value === null) continue;
      changes.push(recordChange(this.place(write.side), write.line, write.value + adds));
    }
    return change;
  }

  /** From now on the cart on this domain has certainly heard of these. */
  learnAll(side: Side, changes: Iterable<Change>): void {
    // The shop empties this cart when it hears of the sign-out, whatever has been written meanwhile.
    if (side === 'shopping' && this.#sinceSignOut) return;
    const place = this.place(side);
    this.#put(side, { ...place, certain: new Set([...place.certain, ...changes]) });
  }

  /** Complaints about a cart that was shown, with what the same answer acknowledges. */
  judge(side: Side, cart: CartView, own: readonly Change[] = []): string[] {
    const { certain, possible } = this.place(side);
    const place = { possible, certain: new Set([...certain, ...own]) };
    return judge(new Map(Object.entries(cart)), place, side === 'checkout' ? this.orders : []);
  }

  /** Complaints about the account's cart as it stands on the disk. */
  judgeAccount(cart: CartView): string[] {
    return judge(new Map(Object.entries(cart)), this.account, this.orders);
  }

  /** How many writes to the account's cart may have put this very line there. */
  writesOf(line: string, quantity: number): number {
    const { possible } = this.account;
    return [...possible].filter(({ key, value }) => key === line && value === quantity).length;
  }

  /** What was shown has taken place, if one write alone explains it. */
  observe(side: Side, cart: CartView): void {
    const { possible } = this.place(side);
    const shown = [...possible].filter(({ key, value }) => value !== null && cart[key] === value);
    const writes = Map.groupBy(shown, ({ key }) => key);
    this.learnAll(
      side,
      [...writes.values()].flatMap((all) => (all.length === 1 ? all : [])),
    );
  }

  /** What a token of this moment carries. */
  pack(side: Side): Packed {
    const { certain, possible } = this.place(side);
    const startsAnew = side === 'checkout' && !this.isSignedIn ? this.#sinceSignOut : null;
    return { certain, possible, startsAnew };
  }

  /** A token has arrived. */
  arrive(side: Side, packed: Packed): void {
    const since = this.#sinceSignOut;
    if (side === 'checkout' || !since) {
      this.#put(side, learn(this.place(side), copyOf(packed)));
      return;
    }
    this.#sinceSignOut = null;
    // The cart from before the sign-out is gone; signed in again, the shop may not have noticed.
    const earlier = packed.startsAnew === since ? since : this.#shop.possible;
    this.#shop = copyOf({ ...packed, possible: new Set([...earlier, ...packed.possible]) });
  }

  /** A token may have arrived. */
  mayArrive(side: Side, { possible }: Packed): void {
    for (const change of possible) this.place(side).possible.add(change);
  }

  signIn(): void {
    this.account = learn(this.account, this.#guest);
    this.isSignedIn = true;
  }

  /** The browser's cart may have joined the account's; the browser was not told, so it is not signed in. */
  mayHaveSignedIn(): void {
    for (const change of this.#guest.possible) this.account.possible.add(change);
  }

  signOut(): void {
    this.mayHaveSignedOut();
    if (this.isSignedIn) this.account = learn(this.account, this.#guest);
    this.#guest = nothingKnown();
    this.isSignedIn = false;
  }

  /** By a crossing or by the feed the shop hears of a sign-out at a moment that nobody here knows. */
  mayHaveSignedOut(): void {
    this.mayHaveSignedIn();
    this.#sinceSignOut = new Set();
    this.#shop = { ...this.#shop, certain: new Set() };
  }

  /** These lines were ordered. What was ordered leaves every cart, and may already have left the shop's. */
  order(lines: CartView): void {
    const carts = [this.#shop, this.#guest, this.account];
    for (const [line, quantity] of Object.entries(lines)) {
      const written = [...this.account.possible].filter(
        ({ key, value }) => key === line && value === quantity,
      );
      const { change, writes } = recordOrder(this.account, line);
      const known = written.length === 1 ? new Set([...writes, ...written]) : writes;
      this.orders.push({ change, writes: known });
      for (const { possible } of carts) possible.add(change);
      this.#put('checkout', {
        ...this.account,
        certain: new Set([...this.account.certain, change]),
      });
    }
  }

  #record({ side, line, value }: Write): Change {
    const change = recordChange(this.place(side), line, value);
    if (side === 'shopping') this.#sinceSignOut?.add(change);
    return change;
  }

  #mayComeAfter({ side, line, began }: Write): Supposed[] {
    return this.#supposed.filter((late) => {
      const isSame = late.side === side && late.changes[0]?.key === line;
      return isSame && !this.#hasEnded(late, began);
    });
  }

  /** Whether the server that a request went to was gone before `now`. */
  #hasEnded({ side, began }: Supposed, now: number): boolean {
    return this.#kills.some((kill) => kill.side === side && kill.at > began && kill.at < now);
  }

  /** Quantities that a line may have, 0 where it may be missing. */
  #quantities(side: Side, line: string): number[] {
    const writes = [...this.place(side).possible].filter(({ key }) => key === line);
    return [0, ...writes.flatMap(({ value }) => (typeof value === 'number' ? [value] : []))];
  }

  #put(side: Side, place: Knowledge): void {
    if (side === 'shopping') this.#shop = place;
    else if (this.isSignedIn) this.account = place;
    else this.#guest = place;
  }
}

/** What a token carries. */
export interface Packed extends Knowledge {
  /** The sign-out that it tells the shop of. */
  readonly startsAnew: Set<Change> | null;
}

function copyOf({ certain, possible }: Knowledge): Knowledge {
  return { certain: new Set(certain), possible: new Set(possible) };
}
