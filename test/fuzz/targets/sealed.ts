import { pad, unpad } from '../../../shared/src/crypto/padding.ts';
import { createKeyring, KEY_BYTES, parseKeyring } from '../../../shared/src/crypto/keyring.ts';
import { createSealer } from '../../../shared/src/crypto/sealer.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { bytesOf, type FuzzTarget, inputOf } from '../engine/fuzz-target.ts';
import { hold, holdSilence, Refused, tryParse } from '../engine/properties.ts';

const random = createSeededRandom('sealed');
const secret = new Uint8Array(KEY_BYTES).fill(1);
const keyring = createKeyring([
  { kid: 'b1', secret },
  { kid: 'b', secret: secret.map(() => 2) },
]);
const sealer = createSealer({ keyring, labels: ['fuzz'], random });
const SEALED = ['', 'x'.repeat(31), 'x'.repeat(300)].map((text) => sealer.seal(Buffer.from(text)));
const GENUINE = new Set(SEALED);
const KEY = Buffer.from(secret).toString('base64url');

const sealedText: FuzzTarget = {
  name: 'sealed-text',
  form: 'text',
  sealsSeeds: true,
  seeds: [...SEALED, '', 'A', 'AQ', 'AQJiMQ', 'AQFi'],
  words: ['AQJi', 'AQFi', 'AgJi'],
  check(text) {
    const { ok } = sealer.open(text);
    hold(!ok || GENUINE.has(text), 'opens though nobody sealed it');
  },
};

const padding: FuzzTarget = {
  name: 'padding',
  form: 'bytes',
  seeds: [
    ...['', 'x'.repeat(31), 'x'.repeat(32)].map((text) => inputOf(pad(Buffer.from(text)))),
    '\x80'.repeat(32),
    '\0'.repeat(64),
  ],
  check(input) {
    const bytes = unpad(bytesOf(input));
    if (bytes) hold(inputOf(pad(bytes)) === input, 'has a second spelling');
  },
};

const keyringText: FuzzTarget = {
  name: 'keyring',
  form: 'text',
  seeds: [`k1:${KEY}`, ` k1:${KEY} , k2:${KEY}`, KEY, `${KEY}:k1`, `k1:${KEY}:`, `k1:${KEY},`, ''],
  words: [KEY, ':', ',', 'k1', '_-'],
  check(text) {
    const refused = tryEither(text);
    if (refused instanceof Refused) return void holdSilence(refused, text);
    const { keys } = parseKeyring(text);
    hold(keys.length === text.split(',').length, 'has another number of keys');
    hold(
      keys.every((key) => key.secret.length === KEY_BYTES && /^[\w-]{1,16}$/.test(key.kid)),
      'takes a key that is none',
    );
  },
};

function tryEither(text: string): unknown {
  try {
    return tryParse(TypeError, () => parseKeyring(text));
  } catch {
    return tryParse(RangeError, () => parseKeyring(text));
  }
}

/** What opens sealed text, and what it is opened with. */
export const SEALED_TARGETS: readonly FuzzTarget[] = [sealedText, padding, keyringText];
