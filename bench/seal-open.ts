import type { CartToken } from './cart-token.ts';
import type { Peer, PeerName } from './peers/peer.ts';

/** What every peer takes for a token, in microseconds by the clock: one number a run. */
export type SealOpenSamples = Readonly<Record<PeerName, readonly number[]>>;

/** Passes before the first run: until then the engine is still compiling, for a server only its first second. */
const WARM_UPS = 10;
/** Tokens between two looks at the clock: so few that whatever else the machine does concerns all peers alike, so many that a peer finds its code in the caches. */
const TOKENS_A_TURN = 50;

/**
 * Has all peers seal and open the same tokens, in turns of fifty, and in another order each turn. The number of a run is
 * that of its median turn: what interrupts one is left out, and a cart of median size counts, not the few huge ones.
 */
export async function measureSealOpen(
  peers: Readonly<Record<PeerName, Peer>>,
  tokens: readonly CartToken[],
  runs: number,
): Promise<SealOpenSamples> {
  const names = Object.keys(peers) as PeerName[];
  const samples: Record<PeerName, number[]> = {
    ours: [],
    floor: [],
    jose: [],
    iron: [],
    ironSession: [],
  };
  await checkPeers(peers, tokens);
  for (let run = -WARM_UPS; run < runs; run++) {
    const turns = await measureRun(peers, names, tokens);
    if (run >= 0) for (const name of names) samples[name].push(medianOf(turns.get(name) ?? []));
  }
  return samples;
}

async function measureRun(
  peers: Readonly<Record<PeerName, Peer>>,
  names: readonly PeerName[],
  tokens: readonly CartToken[],
): Promise<ReadonlyMap<PeerName, number[]>> {
  const turns = new Map(names.map((name): [PeerName, number[]] => [name, []]));
  for (let at = 0; at + TOKENS_A_TURN <= tokens.length; at += TOKENS_A_TURN) {
    const some = tokens.slice(at, at + TOKENS_A_TURN);
    for (const shift of names.keys()) {
      const name = names[(at / TOKENS_A_TURN + shift) % names.length] ?? 'ours';
      turns.get(name)?.push(await microsecondsEach(peers[name], some));
    }
  }
  return turns;
}

async function microsecondsEach(peer: Peer, tokens: readonly CartToken[]): Promise<number> {
  const start = performance.now();
  for (const token of tokens) await peer.open(await peer.seal(token));
  return ((performance.now() - start) * 1_000) / tokens.length;
}

/** That each of them gives back the cart that it was given. */
async function checkPeers(
  peers: Readonly<Record<PeerName, Peer>>,
  [token]: readonly CartToken[],
): Promise<void> {
  if (!token) throw new RangeError('"tokens" expected at least one');
  for (const [name, peer] of Object.entries(peers)) {
    const opened = await peer.open(await peer.seal(token));
    const lines = (opened as { lines?: ReadonlyMap<string, unknown> }).lines?.size;
    const plain = (opened as { state?: { lines?: readonly unknown[] } }).state?.lines?.length;
    if ((lines ?? plain) !== token.lines) throw new Error(`${name} gave back another cart`);
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
