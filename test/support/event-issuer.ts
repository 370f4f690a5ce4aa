import {
  exportJWK,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';

/** A foreign issuer of events, with a key set that can be read by `fetch`. */
export interface TestIssuer {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** Signs claims as they stand. */
  sign(claims: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
  /** Replaces the key by a new one, of another kid. */
  rotate(alg?: string): Promise<void>;
  /** Answers for the key set; counts in `reads`. */
  readonly fetch: typeof fetch;
  readonly reads: string[];
  /** What the key set answers instead of itself. */
  broken: (() => Promise<Response>) | null;
}

/** Makes an issuer with one key. */
export async function createTestIssuer(
  issuer = 'https://idp.test',
  alg = 'EdDSA',
): Promise<TestIssuer> {
  const reads: string[] = [];
  let kid = 0;
  let current = await createKey(alg, 'key-0');
  const self: TestIssuer = {
    issuer,
    jwksUrl: `${issuer}/jwks`,
    reads,
    broken: null,
    sign: (claims, header) =>
      new SignJWT(claims)
        .setProtectedHeader({ ...current.header, typ: 'secevent+jwt', ...header })
        .sign(current.privateKey),
    async rotate(next = alg) {
      kid += 1;
      current = await createKey(next, `key-${kid}`);
    },
    fetch: async (url) => {
      reads.push(String(url));
      return self.broken ? self.broken() : Response.json({ keys: [current.publicJwk] });
    },
  };
  return self;
}

async function createKey(alg: string, kid: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return { privateKey, publicJwk, header: { alg, kid } };
}
