import {
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';

/** The members of a JOSE header that the signer does not set itself. */
export type HeaderExtras = Readonly<Record<string, string>>;

/** A JWT whose signature is good. Its times are not checked yet. */
export interface VerifiedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** An ES256 key pair. */
export interface SigningKey {
  /** UUID, as in `kid` and in the JWKS. */
  readonly kid: string;
  /** As the JWKS shows it: `kty`, `crv`, `use`, `kid`, `x`, `y`. */
  readonly publicJwk: Readonly<Record<string, string>>;
  /** Signs claims: a compact JWS, its signature r||s as JWA says (RFC 7518 §3.4). */
  sign(payload: object, extras?: HeaderExtras): string;
  /** Null: not a JWT, another key's, or changed. */
  verify(jwt: string): VerifiedJwt | null;
}

/** Makes a key pair. */
export function createSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomUUID();
  const signer = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return {
    kid,
    publicJwk: toPublicJwk(publicKey, kid),
    sign(payload, extras = {}) {
      const header = encode({ ...extras, kid, alg: 'ES256' });
      const input = `${header}.${encode(payload)}`;
      const signature = sign('sha256', Buffer.from(input), signer);
      return `${input}.${signature.toString('base64url')}`;
    },
    verify: (jwt) => verifyWith(publicKey, jwt),
  };
}

/** Whatever the header says, only this key's ES256 is tried. */
function verifyWith(key: KeyObject, jwt: string): VerifiedJwt | null {
  const [head, body, signature, ...rest] = jwt.split('.');
  if (!head || !body || !signature || rest.length > 0) return null;
  const header = decode(head);
  const payload = decode(body);
  if (!header || !payload) return null;
  const isGood = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  return isGood ? { header, payload } : null;
}

function toPublicJwk(key: KeyObject, kid: string): Record<string, string> {
  const { kty, crv, x, y } = createPublicKey({
    key: key.export({ type: 'spki', format: 'pem' }),
  }).export({ format: 'jwk' }) as Required<JsonWebKey>;
  return { kty, crv, use: 'sig', kid, x, y };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
