import { encode } from 'cborg';
import { createKeyring } from '../../../shared/src/crypto/keyring.ts';
import { createSealer } from '../../../shared/src/crypto/sealer.ts';
import { decodeState, encodeState } from '../../../shared/src/state/encode.ts';
import { StateError } from '../../../shared/src/state/errors.ts';
import { MAX_MERGED_LINES } from '../../../shared/src/state/limits.ts';
import { articleOf, lineId, lineKey } from '../../../shared/src/state/line.ts';
import { mergeStates } from '../../../shared/src/state/merge.ts';
import { decodeRecord, encodeRecord } from '../../../shared/src/state/record.ts';
import type { ShoppingState } from '../../../shared/src/state/shopping-state.ts';
import { openStateCookie, sealStateCookie } from '../../../shared/src/state/state-cookie.ts';
import { viewCart } from '../../../shared/src/state/view.ts';
import { rich } from '../../support/encoded-state.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { actorOf, newState } from '../../support/state-builder.ts';
import { merge } from '../../vectors/independent/merge.ts';
import { Refusal, readState, type State, writeState } from '../../vectors/independent/state.ts';
import { bytesOf, type FuzzTarget, inputOf } from '../engine/fuzz-target.ts';
import { hold, holdEqual, Refused, tryParse } from '../engine/properties.ts';

const random = createSeededRandom('state');
const keyring = createKeyring([{ kid: 'c1', secret: new Uint8Array(32).fill(3) }]);
const sealer = createSealer({ keyring, labels: ['state-cookie', 'fuzz'], random });
const RICH = readState(encodeState(rich));
const STATES = [newState(), rich];
const RECORDS = STATES.flatMap((state) => [
  { state, actor: null, endedSid: null },
  { state, actor: actorOf(1), endedSid: 'sid_x' },
]);

const state: FuzzTarget = {
  name: 'state',
  form: 'cbor',
  seeds: [...STATES.map((each) => inputOf(encodeState(each))), '\x80', '\x9f\xff', 'x'],
  check(input) {
    const decoded = tryParse(StateError, () => decodeState(bytesOf(input)));
    const other = tryParse(Refusal, () => readState(bytesOf(input)));
    const isRefused = decoded instanceof Refused;
    hold(isRefused === other instanceof Refused, 'is a state to one of two readers');
    if (decoded instanceof Refused || other instanceof Refused) return;
    hold(inputOf(encodeState(decoded)) === input, 'has a second spelling');
    holdMerge(decoded, other);
    viewCart(decoded);
  },
};

/** What holds for every state that is let in, whoever made it; `other` is what the second reader makes of it. */
function holdMerge(theirs: ShoppingState, other: State): void {
  holdEqual(mergeStates(theirs, theirs), theirs, 'changes when it is merged with itself');
  const merged = tryParse(StateError, () => mergeStates(rich, theirs));
  const alike = tryParse(Refusal, () => merge(RICH, other));
  const isRefused = merged instanceof Refused;
  hold(isRefused === alike instanceof Refused, 'merges for one of two readers');
  if (merged instanceof Refused || alike instanceof Refused) return;
  hold(merged.lines.size <= MAX_MERGED_LINES, 'merges beyond the cap');
  holdEqual(mergeStates(merged, theirs), merged, 'changes when it arrives again');
  const encoded = tryParse(StateError, () => encodeState(merged));
  if (encoded instanceof Refused) return;
  hold(writeState(alike).equals(encoded), 'merges into something else for the second reader');
  holdEqual(encodeState(decodeState(encoded)), encoded, 'merges into what does not decode');
}

const record: FuzzTarget = {
  name: 'state-record',
  form: 'cbor',
  seeds: RECORDS.map((each) => inputOf(encodeRecord(each))),
  check(input) {
    const decoded = tryParse(StateError, () => decodeRecord(bytesOf(input)));
    if (decoded instanceof Refused) return;
    const again = encodeRecord(decoded);
    holdEqual(encodeRecord(decodeRecord(again)), again, 'is another one when it is kept again');
  },
};

const cookie: FuzzTarget = {
  name: 'state-cookie',
  form: 'cbor',
  seeds: [
    [new Uint8Array(16), 0, false, 1_800_000_000, null],
    [new Uint8Array(16).fill(255), 7, true, 1_800_000_000, encodeRecord(RECORDS[3] as never)],
  ].map((fields) => inputOf(encode(fields))),
  check(input) {
    const opened = openStateCookie(sealer.seal(bytesOf(input)), sealer);
    if (!opened) return;
    const sealed = sealStateCookie(opened, sealer);
    const again = openStateCookie(sealed, sealer);
    hold(again !== null, 'does not open when it is sealed again');
    hold(sealed.length <= 3_000, 'is larger than a cookie may be');
    hold(again.key === opened.key && again.version === opened.version, 'is another one then');
    if (again.record) holdEqual(again.record, opened.record, 'holds another record then');
  },
};

const article: FuzzTarget = {
  name: 'article',
  form: 'json',
  seeds: [
    { sku: '4711' },
    { sku: 'MUG', options: { size: 'L', colour: 'blue' } },
    { sku: 'x', options: { 10: 'a', 2: 'b', constructor: 'c' } },
  ].map((each) => JSON.stringify(each)),
  words: ['__proto__', 'sku', 'options'],
  check(input) {
    const parsed = articleIn(input);
    if (!parsed) return;
    const key = tryParse(StateError, () => lineKey(parsed));
    if (key instanceof Refused) return;
    hold(lineKey(articleOf(key)) === key, 'is another article when it is read again');
    hold(lineId(key).length <= 64 + 12, 'has an id without bounds');
  },
};

/** As routes hand it on: texts, whatever they say. */
function articleIn(input: string): { sku: string; options: Record<string, string> } | null {
  try {
    const { sku, options } = JSON.parse(input) ?? {};
    const texts = Object.entries(options ?? {}).map(([name, value]) => [name, String(value)]);
    return { sku: String(sku), options: Object.fromEntries(texts) };
  } catch {
    return null;
  }
}

/** What reads states, and what they are kept in. */
export const STATE_TARGETS: readonly FuzzTarget[] = [state, record, cookie, article];
