import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { Pool } from 'undici';
import { thisMachine } from '../test/support/http-browser.ts';
import type { RunningStore } from '../test/support/running-store.ts';
import { PendingAnswer, type WireAnswer } from './pending-answer.ts';

/** One request to one origin. */
export interface WireRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/**
 * Connections that all browsers of a load share, as behind one proxy: a browser's own would cost a handshake each
 * time a server has been killed, and the load would be one of handshakes.
 */
export class Connections {
  readonly #pools: ReadonlyMap<string, Pool>;

  constructor({ origins, certificate }: Pick<RunningStore, 'origins' | 'certificate'>) {
    const ca = new X509Certificate(certificate()).toString();
    const connect = { secureContext: createSecureContext({ ca }), lookup: thisMachine };
    this.#pools = new Map(
      Object.values(origins).map((origin) => [
        origin,
        new Pool(origin, { connect, allowH2: false }),
      ]),
    );
  }

  /**
   * @param closesAfter Milliseconds after which the connection is closed, whatever has come by then.
   * @throws {Error} `ECONNREFUSED`, when nobody listened; with any other code whoever listened may have acted.
   */
  send(origin: string, request: WireRequest, closesAfter?: number): Promise<WireAnswer> {
    const pool = this.#pools.get(origin);
    if (!pool) throw new TypeError('"origin" expected one of the two servers');
    return new Promise((resolve, reject) => {
      const pending = new PendingAnswer(resolve, reject);
      if (closesAfter !== undefined) pending.closeAfter(closesAfter);
      pool.dispatch({ ...request, method: request.method as 'GET' }, pending);
    });
  }

  /** Lets go of them. */
  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }
}
