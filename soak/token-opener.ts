import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSealer,
  crossingLabels,
  directionTo,
  openToken,
  parseKeyring,
  parseOrigin,
  type Sealer,
} from 'domain-bridge/handoff';
import type { RunningStore, Side } from '../test/support/running-store.ts';
import type { IssuedToken } from './check-run.ts';

/** Reads what tokens are counted by, with the keys that both servers share. */
export class TokenOpener {
  readonly #sealers: ReadonlyMap<string, Sealer>;

  constructor({ origins, dataDir }: RunningStore) {
    const { bridge } = JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8'));
    const keyring = parseKeyring(bridge);
    const pair = {
      shopping: parseOrigin(origins.shopping),
      checkout: parseOrigin(origins.checkout),
    };
    const sealerTo = (receiver: Side): [string, Sealer] => {
      const labels = crossingLabels('handoff', directionTo(receiver), pair);
      return [origins[receiver], createSealer({ keyring, labels })];
    };
    this.#sealers = new Map([sealerTo('shopping'), sealerTo('checkout')]);
  }

  /** @param link Of one of the two domains, to its `/bridge/accept`. */
  open(link: string): Omit<IssuedToken, 'token'> {
    const { origin, searchParams } = new URL(link);
    const sealer = this.#sealers.get(origin);
    if (!sealer) throw new TypeError('"link" expected of one of the two domains');
    const { jti, issuedAt, state } = openToken(searchParams.get('t') ?? '', sealer);
    return { jti, issuedAt, isParked: !(state instanceof Uint8Array) };
  }
}
