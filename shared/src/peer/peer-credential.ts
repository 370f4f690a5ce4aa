import { encode } from 'cborg';
import { encodeBase64url } from '../core/base64url.ts';
import { equalBytes, sha256 } from '../core/bytes.ts';
import { decodeFields } from '../core/cbor-fields.ts';
import { type Clock, nowSeconds } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import { crossingLabels, type DomainPair, directionTo, type Role } from '../crypto/direction.ts';
import type { Keyring } from '../crypto/keyring.ts';
import { createSealer, type Sealer } from '../crypto/sealer.ts';
import { PEER_CREDENTIAL_SECONDS, PEER_SCHEME, PEER_SKEW_SECONDS } from './constants.ts';
import { PeerError } from './errors.ts';

/** What a credential stands for: one call, to the letter. */
export interface PeerCall {
  readonly method: string;
  /** Path with query, as it stands in the request line. */
  readonly path: string;
  /** Text is taken as UTF-8; none is empty. */
  readonly body: Uint8Array | string;
}

/** Remembers which credentials were used; a `ReplayStore` is one. */
export interface PeerClaims {
  /** Claims an id up to `until`, in epoch seconds, in one atomic statement. False: it was claimed before. */
  claim(id: string, until: number): Promise<boolean>;
}

const JTI_BYTES = 16;
const FIELDS = 5;
const HEADER = new RegExp(`^${PEER_SCHEME} ([A-Za-z0-9_-]{1,8000})$`, 'i');

/**
 * Makes the sealer of the calls that `receiver` takes. A credential for one direction, or of another pair
 * of domains, does not open.
 */
export function createPeerSealer(options: {
  readonly keyring: Keyring;
  readonly pair: DomainPair;
  readonly receiver: Role;
  readonly random: Random;
}): Sealer {
  const { keyring, pair, receiver, random } = options;
  const labels = crossingLabels('peer', directionTo(receiver), pair);
  return createSealer({ keyring, labels, random });
}

/**
 * Writes the value of `Authorization` for one call: `Bridge` and, sealed, `[method, path, SHA-256 of the body,
 * issued at, jti]`. Nobody who hears it can use it for another call, or for the same one again.
 */
export function sealPeerCredential(
  call: PeerCall,
  { sealer, clock, random }: { sealer: Sealer; clock: Clock; random: Random },
): string {
  const { method, path, body } = call;
  const fields = [method, path, sha256(body), nowSeconds(clock), random(JTI_BYTES)];
  return `${PEER_SCHEME} ${sealer.seal(encode(fields))}`;
}

/**
 * Checks that a call comes from the other server, just now and for the first time.
 *
 * @param header The `Authorization` header, untrusted.
 * @throws {PeerError} `ERR_PEER_NOT_AUTHENTIC`: missing, not sealed for us, or for another call;
 * `ERR_PEER_EXPIRED`: older than 60 s or ahead of our clock, with 15 s of grace; `ERR_PEER_REPLAYED`.
 */
export async function openPeerCredential(
  header: string | undefined,
  call: PeerCall,
  { sealer, clock, claims }: { sealer: Sealer; clock: Clock; claims: PeerClaims },
): Promise<void> {
  const { method, path, bodyHash, issuedAt, jti } = openFields(header, sealer);
  if (method !== call.method || path !== call.path || !equalBytes(bodyHash, sha256(call.body))) {
    throw notAuthentic('the credential is for another call');
  }
  const age = nowSeconds(clock) - issuedAt;
  if (age > PEER_CREDENTIAL_SECONDS + PEER_SKEW_SECONDS || age < -PEER_SKEW_SECONDS) {
    throw new PeerError('ERR_PEER_EXPIRED', `the credential is ${age} s old`);
  }
  // Kept a second longer than it is accepted: a sweep drops what is over at that second.
  const until = issuedAt + PEER_CREDENTIAL_SECONDS + PEER_SKEW_SECONDS + 1;
  if (!(await claims.claim(`peer:${encodeBase64url(jti)}`, until))) {
    throw new PeerError('ERR_PEER_REPLAYED', 'the credential was used before');
  }
}

interface Fields {
  readonly method: string;
  readonly path: string;
  readonly bodyHash: Uint8Array;
  readonly issuedAt: number;
  readonly jti: Uint8Array;
}

function openFields(header: string | undefined, sealer: Sealer): Fields {
  const sealed = HEADER.exec(header ?? '')?.[1];
  if (sealed === undefined) throw notAuthentic('there is no credential of the form "Bridge …"');
  const opened = sealer.open(sealed);
  if (!opened.ok) throw notAuthentic(`the credential does not open: ${opened.reason}`);
  return parseFields(opened.bytes) ?? raise(notAuthentic('the credential has another shape'));
}

function parseFields(bytes: Uint8Array): Fields | null {
  const fields = decodeFields(bytes);
  const [method, path, bodyHash, issuedAt, jti] = fields;
  const wellFormed =
    fields.length === FIELDS &&
    typeof method === 'string' &&
    typeof path === 'string' &&
    bodyHash instanceof Uint8Array &&
    Number.isSafeInteger(issuedAt) &&
    jti instanceof Uint8Array &&
    jti.length === JTI_BYTES;
  return wellFormed ? { method, path, bodyHash, issuedAt: Number(issuedAt), jti } : null;
}

function notAuthentic(message: string): PeerError {
  return new PeerError('ERR_PEER_NOT_AUTHENTIC', message);
}

function raise(error: Error): never {
  throw error;
}
