import type { CartOracle, Packed } from './cart-oracle.ts';
import { complainOfTheft } from './complaints.ts';
import type { Ask, Told } from './shopper-history.ts';

type IssueAsk = Extract<Ask, { readonly kind: 'issue' }>;
type AcceptAsk = Extract<Ask, { readonly kind: 'accept' }>;

/** Follows the tokens of one shopper, and complains of those that do not arrive, or arrive at somebody else's. */
export class ArrivalCheck {
  readonly #oracle: CartOracle;
  readonly #parked: ReadonlySet<string>;
  readonly #tokens = new Map<string, Packed>();
  readonly #refused = new Set<string>();
  readonly #answered = new Set<string>();

  /** @param parked Names of the tokens whose cart waits at the sender. */
  constructor(oracle: CartOracle, parked: ReadonlySet<string>) {
    this.#oracle = oracle;
    this.#parked = parked;
  }

  issue({ side, token }: IssueAsk, { path, status }: Told): string[] {
    if (path !== '/bridge/accept') return [`no token: ${status}`];
    this.#tokens.set(token, this.#oracle.pack(side));
    return [];
  }

  arrive({ side, token, by }: AcceptAsk, told: Told): string[] {
    if (by === 'thief') return complainOfTheft(told);
    const packed = this.#tokens.get(token);
    if (!packed) return [`${token} arrived and was never issued`];
    if (told.status !== 303) return this.#refuse(token, told);
    this.#answered.add(token);
    if (told.path !== '/bridge/start') this.#oracle.arrive(side, packed);
    return [];
  }

  mayArrive({ side, token, by }: AcceptAsk): void {
    const packed = this.#tokens.get(token);
    if (packed && by === 'owner') this.#oracle.mayArrive(side, packed);
  }

  /** A sender that is down gives no cart; then the same link must do once it is up. */
  end(): string[] {
    const forGood = [...this.#refused].filter((token) => !this.#answered.has(token));
    return forGood.map((token) => `${token} was refused to its own browser for good`);
  }

  #refuse(token: string, { status }: Told): string[] {
    if (status !== 400 || !this.#parked.has(token)) {
      return [`${token} was refused to its own browser: ${status}`];
    }
    this.#refused.add(token);
    return [];
  }
}
