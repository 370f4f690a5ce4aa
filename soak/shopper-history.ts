import type { Side } from '../test/support/running-store.ts';

/** Quantities by line id, as `/api/state` tells them. */
export type CartView = Readonly<Record<string, number>>;

/** What a shopper asked for. */
export type Ask =
  | { readonly kind: 'look'; readonly side: Side }
  | {
      readonly kind: 'add' | 'set';
      readonly side: Side;
      readonly line: string;
      readonly quantity: number;
    }
  | { readonly kind: 'remove'; readonly side: Side; readonly line: string }
  /** Asks for a token; `token` is the number that it has in this history, once there is one. */
  | { readonly kind: 'issue'; readonly side: Side; readonly token: string }
  /** Brings a token; `by` the browser that asked for it, or another one that got hold of the link. */
  | {
      readonly kind: 'accept';
      readonly side: Side;
      readonly token: string;
      readonly by: 'owner' | 'thief';
    }
  | { readonly kind: 'sign-in' | 'sign-out'; readonly side: 'checkout' }
  | { readonly kind: 'order'; readonly side: 'checkout'; readonly key: string };

/** What an answer said. */
export interface Told {
  readonly status: number;
  /** Code of the problem, where there is one. */
  readonly code?: string;
  /** State of the session, where the answer tells it. */
  readonly session?: string;
  /** The cart after the request, where the answer tells it. */
  readonly cart?: CartView;
  /** Path of a redirect, without its query: that may hold a token. */
  readonly path?: string;
  /** A placed order. */
  readonly order?: PlacedOrder;
}

/** An order by its id and lines. */
export interface PlacedOrder {
  readonly id: string;
  readonly lines: CartView;
}

/**
 * What became of a request. `unknown`: no answer arrived, and it may or may not have taken place. `unsent`:
 * nobody listened, so it cannot have.
 */
export type Outcome = Told | 'unknown' | 'unsent';

/** One request and what became of it. */
export interface Exchange {
  readonly ask: Ask;
  /** The run's count of events when it was sent. */
  readonly began: number;
  readonly outcome: Outcome;
}

/** Requests that a browser sent at once, on one domain; the next ones it sent when all of them had ended. */
export type Step = readonly Exchange[];

/** All that one shopper did. Holds no token, no cookie and no password, so it may be printed. */
export interface ShopperHistory {
  readonly name: string;
  /** Id of the shopper's user record. */
  readonly entity: string;
  readonly steps: readonly Step[];
}

/** The end of a server by SIGKILL. */
export interface Kill {
  readonly side: Side;
  /** The run's count of events when the process was gone. */
  readonly at: number;
}

/** Whether an exchange ended with an answer. */
export function isAnswered(exchange: Exchange): exchange is Exchange & { readonly outcome: Told } {
  return typeof exchange.outcome !== 'string';
}
