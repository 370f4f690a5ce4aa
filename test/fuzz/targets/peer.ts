import { encode } from 'cborg';
import { createMemoryReplayStore } from '../../../shared/src/memory/replay-store.ts';
import { PeerError } from '../../../shared/src/peer/errors.ts';
import { createIssuerKeys } from '../../../shared/src/peer/issuer-keys.ts';
import {
  openPeerCredential,
  sealPeerCredential,
} from '../../../shared/src/peer/peer-credential.ts';
import { fetchParked, sealParked } from '../../../shared/src/flows/parking.ts';
import { settle } from '../../../shared/src/flows/settle.ts';
import { HandoffError } from '../../../shared/src/handoff/errors.ts';
import { parseParkedRef } from '../../../shared/src/handoff/parked-state.ts';
import { encodeState } from '../../../shared/src/state/encode.ts';
import { rich } from '../../support/encoded-state.ts';
import { PAIR, sealerTo } from '../../support/peer-calls.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { newState } from '../../support/state-builder.ts';
import { testKeyring } from '../../support/store-pair.ts';
import { createSealer } from '../../../shared/src/crypto/sealer.ts';
import { crossingLabels } from '../../../shared/src/crypto/direction.ts';
import { bytesOf, type FuzzTarget, inputOf } from '../engine/fuzz-target.ts';
import { hold, Refused, tryParseLater } from '../engine/properties.ts';

const NOW = 1_800_000_000;
const clock = (): number => NOW * 1000;
const random = createSeededRandom('peer');
const sealer = sealerTo('shopping');
const CALL = { method: 'POST', path: '/ssf/poll?x=1', body: '{}' };
const GENUINE = sealPeerCredential(CALL, { sealer, clock, random });
const BODY_HASH = Buffer.from(
  '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
  'hex',
);

/** Opens with a store of its own: each input is the first to come. */
function open(header: string) {
  const claims = createMemoryReplayStore();
  return tryParseLater(PeerError, () =>
    openPeerCredential(header, CALL, { sealer, clock, claims }),
  );
}

const header: FuzzTarget = {
  name: 'peer-authorization',
  form: 'text',
  sealsSeeds: true,
  seeds: [GENUINE, GENUINE.toLowerCase(), 'Bridge ', 'Bearer x', '', `Bridge ${'A'.repeat(8_001)}`],
  words: ['Bridge ', 'bridge ', 'Bearer ', ','],
  async check(text) {
    const opened = await open(text);
    const isGenuine = /^bridge /i.test(text) && text.slice(7) === GENUINE.slice(7);
    hold(opened instanceof Refused || isGenuine, 'opens though nobody sealed it');
  },
};

const fields: FuzzTarget = {
  name: 'peer-credential',
  form: 'cbor',
  seeds: [
    [CALL.method, CALL.path, BODY_HASH, NOW, new Uint8Array(16)],
    [CALL.method, CALL.path, BODY_HASH, NOW - 300, new Uint8Array(16)],
    ['GET', '/', new Uint8Array(32), NOW, new Uint8Array(16).fill(1)],
    [],
  ].map((each) => inputOf(encode(each))),
  async check(input) {
    const opened = await open(`Bridge ${sealer.seal(bytesOf(input))}`);
    if (opened instanceof Refused) return;
    hold(input.includes('POST') && input.includes(CALL.path), 'passes for another call');
  },
};

const KEY = { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43), kid: 'k1', alg: 'EdDSA', use: 'sig' };

const jwks: FuzzTarget = {
  name: 'issuer-jwks',
  form: 'json',
  seeds: [{ keys: [KEY] }, { keys: [] }, { keys: [KEY, { ...KEY, kid: 'k2' }] }].map((each) =>
    JSON.stringify(each),
  ),
  words: ['k1', 'oct', 'RSA', 'EC', 'keys'],
  async check(text) {
    const find = createIssuerKeys({
      url: 'https://issuer.test/jwks',
      fetch: async () => ({ status: 200, headers: new Headers(), body: bodyOf(text) }),
      scheduler: { now: () => 0, sleep: () => new Promise(() => {}) },
    });
    const token = { payload: '', signature: '' };
    // Whoever asks for a key takes every error for one: the token is refused, or tried again.
    const key = await Promise.resolve(find({ alg: 'EdDSA', kid: 'k1' }, token)).catch(() => null);
    if (key) hold((key as CryptoKey).type === 'public', 'finds a key that is not public');
  },
};

async function* bodyOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

const settled = createSealer({
  keyring: testKeyring('b1'),
  labels: crossingLabels('settled', 'to-shopping', PAIR),
  random,
});

const settlement: FuzzTarget = {
  name: 'settlement',
  form: 'cbor',
  seeds: [
    [new Uint8Array(16), 'ord_1', encodeState(rich)],
    [new Uint8Array(16), '', encodeState(newState())],
  ].map((each) => inputOf(encode(each))),
  async check(input) {
    let delivered = false;
    const parts = {
      settled,
      clock,
      stateLifetimeSeconds: 60,
      settlements: {
        deliver: async () => {
          delivered = true;
          return true;
        },
      },
    };
    const answer = await settle(parts as never, settled.seal(bytesOf(input)));
    hold((answer === 'kept') === delivered, 'says another thing than it does');
    hold(answer === 'kept' || answer === 'malformed', `answers ${answer}`);
  },
};

const parkedThere = createSealer({
  keyring: testKeyring('b1'),
  labels: crossingLabels('parked', 'to-checkout', PAIR),
  random,
});
const JTI = Buffer.alloc(16, 1);
const REF = Buffer.alloc(16, 2).toString('base64url');

const parked: FuzzTarget = {
  name: 'parked-answer',
  form: 'cbor',
  seeds: [[JTI, encodeState(rich)], [JTI, new Uint8Array(0)], [new Uint8Array(16), JTI], []].map(
    (each) => inputOf(encode(each)),
  ),
  async check(input) {
    const body = parkedThere.seal(bytesOf(input));
    const peer = { call: async () => ({ status: 200, header: () => null, body }) };
    const parts = { peer, parkedThere } as never;
    const jti = JTI.toString('base64url');
    const state = await tryParseLater(HandoffError, () => fetchParked(parts, jti, { ref: REF }));
    if (state instanceof Refused) return;
    hold(input.includes(inputOf(JTI)), 'takes what waits for another token');
  },
};

const reference: FuzzTarget = {
  name: 'parked-reference',
  form: 'text',
  seeds: [REF, `${REF}=`, `${REF.slice(0, -1)}B`, '../../etc/passwd', '', 'A'.repeat(23)],
  words: [REF, '/', '..', '%2f', '?'],
  async check(text) {
    const parsed = parseParkedRef(text);
    hold(parsed === null || /^[\w-]{22}$/.test(parsed), 'takes a reference that is none');
    const rows = new Map([[REF, new Uint8Array(1)]]);
    const read = async (ref: string) => rows.get(ref) ?? null;
    const parts = { parked: { read }, parkedHere: parkedThere, clock } as never;
    const sealed = await sealParked(parts, text, JTI.toString('base64url'));
    hold(sealed === null || text === REF, 'gives what waits under another reference');
  },
};

/** What one server believes of the other. */
export const PEER_TARGETS: readonly FuzzTarget[] = [
  ...[header, fields, jwks, settlement],
  ...[parked, reference],
];
