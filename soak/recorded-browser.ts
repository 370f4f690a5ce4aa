import type { Asking, HttpBrowser } from '../test/support/http-browser.ts';
import type { Answer } from '../test/support/http-exchange.ts';
import type { EventCount } from './event-count.ts';
import type { Ask, Exchange, Outcome, Step, Told } from './shopper-history.ts';
import { linesOf } from './store-contents.ts';

/** A request to be sent, and how it is written down. */
export interface Plan {
  readonly ask: Ask;
  readonly url: string;
  readonly asking?: Asking;
  /** Milliseconds after which the browser closes the connection, whatever has come by then; none: it waits. */
  readonly closesAfter?: number;
}

/** An exchange with what never goes into a history: where the answer led. */
export interface Sent extends Exchange {
  /** Absolute; may hold a token. */
  readonly location: string | null;
}

/** A browser that writes down what it asks and what it is told. */
export class RecordedBrowser {
  readonly #browser: HttpBrowser;
  readonly #events: EventCount;
  readonly #steps: Step[];

  constructor(browser: HttpBrowser, events: EventCount, steps: Step[]) {
    this.#browser = browser;
    this.#events = events;
    this.#steps = steps;
  }

  /** Sends requests at once. Answers that never arrive set no cookies. */
  async send(...plans: readonly Plan[]): Promise<Sent[]> {
    const sent = await Promise.all(plans.map((plan) => this.#exchange(plan)));
    this.#steps.push(sent.map(({ ask, began, outcome }) => ({ ask, began, outcome })));
    return sent;
  }

  /** Sends a request that the history does not need: it changes no cart and tells of none. */
  async sendUnnoted({ url, asking }: Pick<Plan, 'url' | 'asking'>): Promise<string | null> {
    const { location } = await this.#exchange({
      ask: { kind: 'look', side: 'shopping' },
      url,
      ...(asking && { asking }),
    });
    return location;
  }

  async #exchange({ ask, url, asking, closesAfter }: Plan): Promise<Sent> {
    const began = this.#events.next();
    const closing = new AbortController();
    const timer =
      closesAfter === undefined ? undefined : setTimeout(() => closing.abort(), closesAfter);
    try {
      const answer = await this.#browser.ask(url, { ...asking, signal: closing.signal });
      return { ask, began, outcome: toldBy(answer), location: answer.location };
    } catch (error) {
      return { ask, began, outcome: silenceOf(error), location: null };
    } finally {
      clearTimeout(timer);
      this.#browser.history.length = 0;
    }
  }
}

/** Whoever listened may have acted. */
function silenceOf(error: unknown): Outcome {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (code === 'ECONNREFUSED') return 'unsent';
  if (typeof code === 'string' || name === 'AbortError') return 'unknown';
  throw error;
}

function toldBy({ status, location, headers, body }: Answer): Told {
  const type = String(headers['content-type'] ?? '');
  const said = type.includes('json') ? (JSON.parse(body) as Said) : {};
  return {
    status,
    ...(location !== null && { path: new URL(location).pathname }),
    ...(said.code !== undefined && { code: said.code }),
    ...(said.session && { session: said.session.state }),
    ...(said.cart && {
      cart: Object.fromEntries(said.cart.lines.map(({ id, quantity }) => [id, quantity])),
    }),
    ...(said.id !== undefined &&
      said.lines && { order: { id: said.id, lines: linesOf({ lines: said.lines }) } }),
  };
}

interface Said {
  readonly code?: string;
  readonly session?: { readonly state: string };
  readonly cart?: { readonly lines: readonly { readonly id: string; readonly quantity: number }[] };
  readonly id?: string;
  readonly lines?: Parameters<typeof linesOf>[0]['lines'];
}
