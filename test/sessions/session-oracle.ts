import { DEFAULT_LIFETIMES } from '../../shared/src/session/lifetime.ts';
import type { Cart } from './cart-oracle.ts';

/**
 * The oracle of sessions: who lives and who has ended, told by counting the ends that each user has had. It
 * knows nothing of clocks in epochs, of rows and of events that join by their maximum.
 */
export interface ModelSession {
  readonly user: string;
  readonly sid: string;
  /** How often all sessions of the user had been ended when this one began. */
  readonly born: number;
  /** Epoch seconds. */
  readonly signedInAt: number;
  /** Epoch seconds of the last request on record. */
  seenAt: number;
  /** What its end has left for the browser; null while it lives. */
  end: ModelEnd | null;
}

/** How a session has ended. */
export type ModelEnd =
  | { readonly kind: 'signed out' }
  /** The account's cart of that moment. */
  | { readonly kind: 'ended'; readonly cart: Cart }
  /** With everybody's: the account's cart, if it is still of this version. */
  | { readonly kind: 'everyone'; readonly version: number };

/** What is to be shown. */
export type ModelState = 'anonymous' | 'recognized' | 'authenticated';

/** What one browser has from one domain. */
export interface ModelPlace {
  session: ModelSession | null;
  cart: Cart;
  /** The end that it knows of, and what became of its cart then. */
  told: string | null;
}

/** What is to be seen. */
export interface Expected {
  readonly state: ModelState;
  readonly user: string | null;
  readonly cart: Cart;
}

/** One request: what the browser brings, and whether it gets the answer. */
export interface Request {
  readonly place: ModelPlace;
  /** Whether it has a state cookie; without one, what it once had is gone or joined an account. */
  readonly hasCart: boolean;
  readonly lost: boolean;
  /** Epoch seconds. */
  readonly now: number;
}

/** An event of the feed. */
export type ModelEvent =
  | { readonly kind: 'ends'; readonly counts: ReadonlyMap<string, number> }
  | { readonly kind: 'session'; readonly sid: string; readonly signedOut: boolean };

const { idleSeconds, authenticatedSeconds } = DEFAULT_LIFETIMES;
const TOUCH_SECONDS = 60;

/** What a session on checkout is to be shown as at `now`, by a request that may touch it. */
export function visitSession(session: ModelSession | null, now: number): ModelState {
  if (!session || session.end) return 'anonymous';
  const isFresh =
    now - session.seenAt < idleSeconds && now - session.signedInAt < authenticatedSeconds;
  if (!isFresh) return 'recognized';
  if (now - session.seenAt >= TOUCH_SECONDS) session.seenAt = now;
  return 'authenticated';
}

/** What the shop has heard: for each user the number of ends, and single sessions. */
export class HeardEnds {
  readonly #counts = new Map<string, number>();
  readonly #sids = new Map<string, boolean>();

  /** Hears of an event, perhaps not for the first time. */
  hear(event: ModelEvent): void {
    if (event.kind === 'session') {
      this.#sids.set(event.sid, event.signedOut || this.#sids.get(event.sid) === true);
    } else {
      for (const [user, count] of event.counts) this.hearCount(user, count);
    }
  }

  /** Hears that a user's sessions have been ended that often: links say so as well. */
  hearCount(user: string, count: number): void {
    this.#counts.set(user, Math.max(count, this.#counts.get(user) ?? 0));
  }

  /** How a session has ended, as far as is known here; null: it lives. */
  endOf({ user, sid, born }: ModelSession): 'signed out' | 'ended' | null {
    const signedOut = this.#sids.get(sid);
    if (signedOut !== undefined) return signedOut ? 'signed out' : 'ended';
    return born < (this.#counts.get(user) ?? 0) ? 'ended' : null;
  }
}
