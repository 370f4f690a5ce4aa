import type { EventCount } from './event-count.ts';
import type { LoadAsking, LoadBrowser } from './load-browser.ts';
import type { WireAnswer } from './pending-answer.ts';
import type { Ask, Exchange, Outcome, Step, Told } from './shopper-history.ts';
import { linesOf } from './store-contents.ts';

/** A request to be sent, and how it is written down. */
export interface Plan {
  readonly ask: Ask;
  readonly url: string;
  readonly asking?: LoadAsking;
}

/** An exchange with what never goes into a history: where the answer led. */
export interface Sent extends Exchange {
  /** Absolute; may hold a token. */
  readonly location: string | null;
}

/** A browser that writes down what it asks and what it is told. */
export class RecordedBrowser {
  readonly #browser: LoadBrowser;
  readonly #events: EventCount;
  readonly #steps: Step[];

  constructor(browser: LoadBrowser, events: EventCount, steps: Step[]) {
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
  async sendUnnoted({ url }: Pick<Plan, 'url'>): Promise<string | null> {
    const { location } = await this.#exchange({ ask: { kind: 'look', side: 'shopping' }, url });
    return location;
  }

  /** Whether a cookie would be sent to `url`, whatever prefix its name has. */
  hasCookie(url: string, name: string): boolean {
    return this.#browser.hasCookie(url, name);
  }

  async #exchange({ ask, url, asking }: Plan): Promise<Sent> {
    const began = this.#events.next();
    try {
      const answer = await this.#browser.ask(url, asking);
      return { ask, began, outcome: toldBy(answer), location: answer.location };
    } catch (error) {
      return { ask, began, outcome: silenceOf(error), location: null };
    }
  }
}

/** Whoever listened may have acted. */
function silenceOf(error: unknown): Outcome {
  const { code } = error as { code?: unknown };
  if (code === 'ECONNREFUSED') return 'unsent';
  if (typeof code === 'string') return 'unknown';
  throw error;
}

function toldBy({ status, type, location, body }: WireAnswer): Told {
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
