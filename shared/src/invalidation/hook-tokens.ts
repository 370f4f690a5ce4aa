import { equalBytes, sha256 } from '../core/bytes.ts';

/**
 * What a hook credential may do. `admin` alone opens nothing: it widens `role`, `password` and `status` to
 * users who are administrators, or are to become one.
 */
export const HOOK_SCOPES = [
  'revoke',
  'role',
  'password',
  'status',
  'everyone',
  'audit',
  'events',
  'admin',
] as const;

/** One of the scopes. */
export type HookScope = (typeof HOOK_SCOPES)[number];

/** Somebody who may call hooks. */
export interface HookCredential {
  /** Stands in the audit trail as `hook:NAME`. */
  readonly name: string;
  readonly scopes: ReadonlySet<HookScope>;
  /** SHA-256 of the secret: the secret itself is not kept. */
  readonly secretHash: Uint8Array;
}

const NAME = /^[A-Za-z0-9_-]{1,32}$/;
/** 24 random characters of this alphabet have 144 bits. The alphabet fits a header as it stands (RFC 6750 §2.1). */
const SECRET = /^[A-Za-z0-9._~-]{24,}$/;
/** The scheme in any case (RFC 9110 §11.1), and nothing that no secret of ours can be. */
const BEARER = /^bearer +([A-Za-z0-9._~-]{24,})$/i;
const DEFAULT_NAME = 'default';

/**
 * Reads `name:scope+scope:secret[,…]`, the form of `HOOK_TOKENS`.
 *
 * @throws {TypeError} On anything else: a name that is not 1–32 characters of `A-Za-z0-9_-` or stands twice,
 *   a scope that we do not know, a secret that is shorter than 24 characters, has others than `A-Za-z0-9._~-` or
 *   stands twice. By position, never repeating the text: whoever mixed up the parts has put the secret elsewhere.
 */
export function parseHookTokens(text: string): readonly HookCredential[] {
  const credentials = text.split(',').map((entry, index) => {
    const place = `hook token ${index + 1}`;
    const [name = '', scopes = '', secret = '', ...more] = entry.trim().split(':');
    if (more.length > 0) throw new TypeError(`${place} expected name:scope+scope:secret`);
    if (!NAME.test(name)) {
      throw new TypeError(`${place} expected a name of 1-32 characters of A-Z a-z 0-9 _ -`);
    }
    return { name, scopes: parseScopes(scopes, place), secretHash: hashSecret(secret, place) };
  });
  refuseTwins(credentials);
  return credentials;
}

/**
 * A credential with every scope and the name `default`: the form of `HOOK_TOKEN`, for trying things out.
 *
 * @throws {TypeError} On a secret that `parseHookTokens` would refuse.
 */
export function bareHookToken(secret: string): HookCredential {
  const scopes = new Set(HOOK_SCOPES);
  return { name: DEFAULT_NAME, scopes, secretHash: hashSecret(secret, 'the hook token') };
}

/**
 * The credential that an `Authorization` header names.
 *
 * Takes the same time whichever one it is, and whether there is one: hashes of equal length are compared in
 * constant time, all of them.
 *
 * @returns Null when the header is absent, malformed, or of nobody.
 */
export function findCredential(
  credentials: readonly HookCredential[],
  header: string | undefined,
): HookCredential | null {
  const [, secret] = BEARER.exec(header ?? '') ?? [];
  const hash = sha256(secret ?? '');
  let found: HookCredential | null = null;
  for (const credential of credentials) {
    if (equalBytes(credential.secretHash, hash)) found = credential;
  }
  return secret === undefined ? null : found;
}

function parseScopes(text: string, place: string): ReadonlySet<HookScope> {
  const words = text.split('+');
  const scopes = HOOK_SCOPES.filter((scope) => words.includes(scope));
  // As many as there are words: none is unknown, none stands twice.
  if (scopes.length === words.length) return new Set(scopes);
  throw new TypeError(`${place} expected scopes among ${HOOK_SCOPES.join(' ')}, joined by +`);
}

function hashSecret(secret: string, place: string): Uint8Array {
  if (SECRET.test(secret)) return sha256(secret);
  throw new TypeError(
    `${place} expected a secret of at least 24 characters of A-Z a-z 0-9 . _ ~ -`,
  );
}

/** Two of one name could not be told apart in the audit trail; of two with one secret, one would never be found. */
function refuseTwins(credentials: readonly HookCredential[]): void {
  const names = new Set(credentials.map(({ name }) => name));
  if (names.size !== credentials.length) {
    throw new TypeError('hook tokens expected every name once');
  }
  const hashes = new Set(
    credentials.map(({ secretHash }) => Buffer.from(secretHash).toString('hex')),
  );
  if (hashes.size !== credentials.length) {
    throw new TypeError('hook tokens expected every secret once');
  }
}
