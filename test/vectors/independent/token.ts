import { createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { type Item, readCbor } from '../../docs/cbor-reader.ts';
import { hchacha20 } from '../../support/xchacha.ts';
import { Refusal, readState, type State } from './state.ts';

/** What a receiver knows when a token arrives. */
export interface Arrival {
  readonly direction: string;
  readonly shopping: string;
  readonly checkout: string;
  readonly keys: readonly { readonly kid: string; readonly key: string }[];
  /** The verifier in the browser's cookie, in hexadecimal; null: it has none. */
  readonly verifier: string | null;
  /** Seconds. */
  readonly now: number;
}

/** What a token says, after all checks. */
export interface Said {
  readonly jti: string;
  readonly issuedAt: number;
  readonly flow: string;
  readonly challenge: string;
  readonly returnPath: string;
  readonly state: State | { readonly ref: string };
  readonly link: Item;
  readonly returnHandle: string | null;
}

const MALFORMED = 'ERR_HANDOFF_MALFORMED';

/** Opens a token after docs/protocol.md §2, §4 and §5.4, with the platform's own cryptography. @throws {Refusal} */
export function readToken(token: string, arrival: Arrival): Said {
  const said = readClaims(openSealed(token, arrival));
  const age = arrival.now - said.issuedAt;
  need(age <= 75, 'ERR_HANDOFF_EXPIRED');
  need(age >= -15, 'ERR_HANDOFF_NOT_YET_VALID');
  const verifier = Buffer.from(arrival.verifier ?? '', 'hex');
  const hash = createHash('sha256').update(verifier).digest('hex');
  need(verifier.length === 32 && hash === said.challenge, 'ERR_HANDOFF_WRONG_BROWSER');
  return { ...said, state: Buffer.isBuffer(said.state) ? stateOf(said.state) : said.state };
}

function openSealed(token: string, arrival: Arrival): Buffer {
  const sealed = Buffer.from(token, 'base64url');
  need(token.length > 0 && token.length <= 6_000 && sealed.toString('base64url') === token);
  need(sealed.length >= 2);
  need(sealed[0] === 1, 'ERR_HANDOFF_VERSION');
  const kid = sealed.subarray(2, 2 + (sealed[1] ?? 0)).toString('latin1');
  const known = arrival.keys.find((each) => each.kid === kid);
  if (!known) throw new Refusal('ERR_HANDOFF_UNKNOWN_KEY');
  const body = sealed.subarray(2 + kid.length);
  need(body.length >= 40);
  const { direction, shopping, checkout } = arrival;
  const info = ['domain-bridge', 'handoff', direction, shopping, checkout].join('\n');
  const root = Buffer.from(known.key, 'hex');
  const key = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), info, 32));
  const aad = Buffer.concat([sealed.subarray(0, 2 + kid.length), Buffer.from(info)]);
  return unpad(decrypt(body, key, aad));
}

function decrypt(body: Buffer, key: Uint8Array, aad: Buffer): Buffer {
  const subNonce = Buffer.concat([Buffer.alloc(4), body.subarray(16, 24)]);
  const subKey = hchacha20(key, body.subarray(0, 16));
  const options = { authTagLength: 16 };
  const cipher = createDecipheriv('chacha20-poly1305', subKey, subNonce, options);
  cipher.setAAD(aad, { plaintextLength: body.length - 40 });
  cipher.setAuthTag(body.subarray(-16));
  try {
    return Buffer.concat([cipher.update(body.subarray(24, -16)), cipher.final()]);
  } catch {
    throw new Refusal('ERR_HANDOFF_NOT_AUTHENTIC');
  }
}

function unpad(padded: Buffer): Buffer {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  need(padded.length % 32 === 0 && padded[end] === 0x80 && padded.length - end <= 32);
  return padded.subarray(0, end);
}

type Opened = Omit<Said, 'state'> & { readonly state: Buffer | { readonly ref: string } };

function readClaims(bytes: Buffer): Opened {
  const all = itemsOf(bytes);
  const [jti, issuedAt, flow, challenge, returnPath, state, link = null, handle] = all;
  need(all.length === 7 || all.length === 8);
  need(typeof issuedAt === 'number' && typeof flow === 'string' && typeof returnPath === 'string');
  need(/^[A-Za-z0-9_-]{16}$/.test(flow) && returnPath.length <= 512 && isLink(link));
  return {
    jti: blob(jti, 16),
    issuedAt,
    flow,
    challenge: blob(challenge, 32),
    returnPath,
    state: state instanceof Uint8Array ? Buffer.from(state) : { ref: refOf(state) },
    link,
    returnHandle: all.length === 8 ? blob(handle, 16) : null,
  };
}

function itemsOf(bytes: Buffer): readonly Item[] {
  try {
    const item = readCbor(bytes);
    need(Array.isArray(item));
    return item;
  } catch {
    throw new Refusal(MALFORMED);
  }
}

function refOf(item: Item | undefined): string {
  need(Array.isArray(item) && item.length === 1);
  return blob(item[0], 16);
}

function blob(item: Item | undefined, length: number): string {
  need(item instanceof Uint8Array && item.length === length);
  return Buffer.from(item).toString('hex');
}

function isLink(link: Item): boolean {
  if (link === null) return true;
  if (!Array.isArray(link) || (link.length !== 1 && link.length !== 3)) return false;
  const names = link.slice(0, 2);
  const areNames = names.every(
    (each) => typeof each === 'string' && each !== '' && each.length <= 64,
  );
  return areNames && (link.length === 1 || typeof link[2] === 'number');
}

function stateOf(bytes: Buffer): State {
  try {
    return readState(bytes);
  } catch {
    throw new Refusal(MALFORMED);
  }
}

function need(condition: boolean, code: string = MALFORMED): asserts condition {
  if (!condition) throw new Refusal(code);
}
