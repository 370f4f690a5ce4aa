import type { Cart } from './cart-oracle.ts';
import type { ModelEnd, ModelEvent, ModelPlace, ModelSession } from './session-oracle.ts';

/** An account's cart, and how often it has changed. */
export interface ModelAccount {
  readonly cart: Cart;
  readonly version: number;
}

/** Who has ended on checkout, and what the feed says of it. */
export class CheckoutEnds {
  /** In the order of the feed. */
  readonly events: ModelEvent[] = [];
  readonly #places: readonly ModelPlace[];
  readonly #accountOf: (user: string) => ModelAccount;
  readonly #counts: Map<string, number>;

  /** @param places What each browser has from checkout: no other session matters any more. */
  constructor(
    places: readonly ModelPlace[],
    users: readonly string[],
    accountOf: (user: string) => ModelAccount,
  ) {
    this.#places = places;
    this.#accountOf = accountOf;
    this.#counts = new Map(users.map((user) => [user, 0]));
  }

  /** How often all sessions of a user have been ended. */
  countOf(user: string): number {
    return this.#counts.get(user) ?? 0;
  }

  /** Whether a session lives. */
  lives({ user, sid, born }: ModelSession): boolean {
    const hasEnded = this.events.some((event) => event.kind === 'session' && event.sid === sid);
    return !hasEnded && born >= this.countOf(user);
  }

  /** Ends all sessions of a user. */
  revoke(user: string): void {
    const { cart } = this.#accountOf(user);
    this.#endAll(
      (session) => session.user === user,
      () => ({ kind: 'ended', cart }),
    );
    this.#count([user]);
  }

  /** Ends everybody's sessions. */
  endEveryone(): void {
    this.#endAll(
      () => true,
      ({ user }) => ({ kind: 'everyone', version: this.#accountOf(user).version }),
    );
    this.#count([...this.#counts.keys()]);
  }

  /** Ends one session that lives. */
  endSession({ user, sid }: ModelSession): void {
    const { cart } = this.#accountOf(user);
    this.#endAll(
      (session) => session.sid === sid,
      () => ({ kind: 'ended', cart }),
    );
    this.events.push({ kind: 'session', sid, signedOut: false });
  }

  /** Ends one session that lives, by its own sign-out. */
  signOut(session: ModelSession): void {
    session.end = { kind: 'signed out' };
    this.events.push({ kind: 'session', sid: session.sid, signedOut: true });
  }

  #endAll(
    which: (session: ModelSession) => boolean,
    end: (session: ModelSession) => ModelEnd,
  ): void {
    for (const { session } of this.#places) {
      if (session && !session.end && which(session)) session.end = end(session);
    }
  }

  #count(users: readonly string[]): void {
    for (const user of users) this.#counts.set(user, this.countOf(user) + 1);
    const counts = new Map(users.map((user) => [user, this.countOf(user)]));
    this.events.push({ kind: 'ends', counts });
  }
}
