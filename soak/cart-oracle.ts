import {
  type Change,
  judge,
  type Knowledge,
  learn,
  type OrderedLine,
  recordChange,
  recordOrder,
} from '../test/state/causal-history.ts';
import type { Side } from '../test/support/running-store.ts';
import { CartPlaces, copyOf, removalsIn } from './cart-places.ts';
import type { CartView, Kill } from './shopper-history.ts';
import { SupposedWrites, type Write } from './supposed-writes.ts';

/**
 * What must, may and must not stand in the carts of one shopper, told from the order of events alone: the shop's,
 * the browser's on checkout and the account's. The rules of causality are those of the models in `test/state`;
 * here are those of a browser whose answers get lost.
 */
export class CartOracle {
  /** Of everything that was ordered. */
  readonly orders: OrderedLine[] = [];
  readonly #places = new CartPlaces();
  /** Writes on the shop since a sign-out that the shop may not have heard of; null: none is about. */
  #sinceSignOut: Set<Change> | null = null;
  readonly #supposed: SupposedWrites;

  constructor(kills: readonly Kill[]) {
    this.#supposed = new SupposedWrites(kills);
  }

  /** Whether the browser has been told so. */
  get isSignedIn(): boolean {
    return this.#places.isSignedIn;
  }

  /** Notes a write that may have taken place, and may still. */
  suppose(write: Write): void {
    const { side, began } = write;
    this.#supposed.add({ side, began, changes: [this.#record(write)], adds: null });
  }

  /** The same for pieces that come on top of whatever stands there. */
  supposeAddition({ side, line, began }: Omit<Write, 'value'>, adds: number): void {
    const sums = new Set(this.#quantities(side, line).map((quantity) => quantity + adds));
    const changes = [...sums].map((value) => this.#record({ side, line, value, began }));
    this.#supposed.add({ side, began, changes, adds });
  }

  /** Notes a write that was answered; `learnAll` makes it certain. */
  record(write: Write): Change {
    const change = this.#record(write);
    for (const { changes, adds } of this.#supposed.mayComeAfter(write)) {
      for (const late of changes) late.replacedPerhaps.add(change);
      if (adds === null || write.value === null) continue;
      changes.push(recordChange(this.#places.at(write.side), write.line, write.value + adds));
    }
    return change;
  }

  /** From now on the cart on this domain has certainly heard of these. */
  learnAll(side: Side, changes: Iterable<Change>): void {
    // The shop empties this cart when it hears of the sign-out, whatever has been written meanwhile.
    if (side === 'shopping' && this.#sinceSignOut) return;
    const place = this.#places.at(side);
    this.#places.put(side, { ...place, certain: new Set([...place.certain, ...changes]) });
  }

  /** Complaints about a cart that was shown, with what the same answer acknowledges. */
  judge(side: Side, cart: CartView, own: readonly Change[] = []): string[] {
    const { certain, possible } = this.#places.at(side);
    const place = { possible, certain: new Set([...certain, ...own]) };
    return judge(new Map(Object.entries(cart)), place, side === 'checkout' ? this.orders : []);
  }

  /** Complaints about the account's cart as it stands on the disk. */
  judgeAccount(cart: CartView): string[] {
    return judge(new Map(Object.entries(cart)), this.#places.account, this.orders);
  }

  /** How many writes to the account's cart may have put this very line there. */
  writesOf(line: string, quantity: number): number {
    const { possible } = this.#places.account;
    return [...possible].filter(({ key, value }) => key === line && value === quantity).length;
  }

  /** What was shown has taken place, if one write alone explains it. */
  observe(side: Side, cart: CartView): void {
    const { possible } = this.#places.at(side);
    const shown = [...possible].filter(({ key, value }) => value !== null && cart[key] === value);
    const writes = Map.groupBy(shown, ({ key }) => key);
    this.learnAll(
      side,
      [...writes.values()].flatMap((all) => (all.length === 1 ? all : [])),
    );
  }

  /** What a token of this moment carries. */
  pack(side: Side): Packed {
    const { certain, possible } = this.#places.at(side);
    const startsAnew = side === 'checkout' && !this.isSignedIn ? this.#sinceSignOut : null;
    return { certain, possible, startsAnew };
  }

  /** A token has arrived. */
  arrive(side: Side, packed: Packed): void {
    const since = this.#sinceSignOut;
    if (side === 'checkout' || !since) {
      this.#places.put(side, learn(this.#places.at(side), copyOf(packed)));
      return;
    }
    this.#sinceSignOut = null;
    // The cart from before the sign-out is gone; signed in again, the shop may not have noticed.
    const earlier = packed.startsAnew === since ? since : this.#places.shop.possible;
    this.#places.shop = copyOf({ ...packed, possible: new Set([...earlier, ...packed.possible]) });
  }

  /** A token may have arrived. */
  mayArrive(side: Side, { possible }: Packed): void {
    for (const change of possible) this.#places.at(side).possible.add(change);
  }

  signIn(): void {
    this.#places.signIn();
  }

  /** The browser's cart may have joined the account's; the browser was not told, so it is not signed in. */
  mayHaveSignedIn(): void {
    this.#places.mayHaveSignedIn();
  }

  signOut(): void {
    this.mayHaveSignedOut();
    this.#places.signOut();
  }

  /** By a crossing or by the feed the shop hears of a sign-out at a moment that nobody here knows. */
  mayHaveSignedOut(): void {
    this.mayHaveSignedIn();
    this.#sinceSignOut = new Set();
    this.#places.shop = { ...this.#places.shop, certain: new Set() };
  }

  /**
   * These lines were ordered. What was ordered leaves every cart, and may already have left the
   * shop's; with it the shop may hear of all that left the account's before.
   */
  order(lines: CartView): void {
    const { shop, guest, account } = this.#places;
    for (const removal of removalsIn(account)) shop.possible.add(removal);
    const carts = [shop, guest, account];
    for (const [line, quantity] of Object.entries(lines)) {
      const written = [...this.#places.account.possible].filter(
        ({ key, value }) => key === line && value === quantity,
      );
      const { change, writes } = recordOrder(this.#places.account, line);
      const known = written.length === 1 ? new Set([...writes, ...written]) : writes;
      this.orders.push({ change, writes: known });
      for (const { possible } of carts) possible.add(change);
      this.#places.put('checkout', {
        ...this.#places.account,
        certain: new Set([...this.#places.account.certain, change]),
      });
    }
  }

  #record({ side, line, value }: Write): Change {
    const change = recordChange(this.#places.at(side), line, value);
    if (side === 'shopping') this.#sinceSignOut?.add(change);
    return change;
  }

  /** Quantities that a line may have, 0 where it may be missing. */
  #quantities(side: Side, line: string): number[] {
    const writes = [...this.#places.at(side).possible].filter(({ key }) => key === line);
    return [0, ...writes.flatMap(({ value }) => (typeof value === 'number' ? [value] : []))];
  }
}

/** What a token carries. */
export interface Packed extends Knowledge {
  /** The sign-out that it tells the shop of. */
  readonly startsAnew: Set<Change> | null;
}
