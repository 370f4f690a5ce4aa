import { request } from 'node:http';
import { createMemoryReplayStore } from 'domain-bridge/memory';
import { parseOrigin } from '../../shared/src/core/origin.ts';
import type { DomainPair, Role } from '../../shared/src/crypto/direction.ts';
import { createPeerSealer, sealPeerCredential } from '../../shared/src/peer/peer-credential.ts';
import type { Answer } from './http-exchange.ts';
import { createSeededRandom } from './seeded-random.ts';
import { testKeyring } from './store-pair.ts';

/** The test store. */
export const PAIR: DomainPair = {
  shopping: parseOrigin('http://shop.test'),
  checkout: parseOrigin('https://checkout.test'),
};

const random = createSeededRandom('peer');

/** Seals, and opens, what `receiver` is called with. */
export function sealerTo(receiver: Role) {
  return createPeerSealer({ keyring: testKeyring('b1'), pair: PAIR, receiver, random });
}

/** What a router of `receiver` checks calls with. */
export function guardOf(receiver: Role, clock: () => number) {
  return { sealer: sealerTo(receiver), claims: createMemoryReplayStore(), clock };
}

/** The `Authorization` of one call. */
export function authorize(
  receiver: Role,
  clock: () => number,
  call: { readonly method: string; readonly path: string; readonly body?: string },
): Record<string, string> {
  const sealed = { body: '', ...call };
  return {
    authorization: sealPeerCredential(sealed, { sealer: sealerTo(receiver), clock, random }),
  };
}

/** Sends a body in chunks, without saying how long it will be. */
export function sendChunks(
  port: number,
  wire: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly chunks: Iterable<string>;
  },
): Promise<Pick<Answer, 'status' | 'body'>> {
  const { method, path, headers, chunks } = wire;
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers });
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      // Answered early: the server may end the connection under what is still being sent.
      outgoing.off('error', reject).on('error', () => {});
      const received: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => received.push(chunk));
      incoming.once('close', () => {
        const body = Buffer.concat(received).toString();
        resolve({ status: incoming.statusCode ?? 0, body });
      });
    });
    for (const chunk of chunks) outgoing.write(chunk);
    outgoing.end();
  });
}
