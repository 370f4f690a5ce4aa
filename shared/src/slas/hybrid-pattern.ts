/** Which paths a rule is about. */
export interface PathPattern {
  /** `exact`: this path; `prefix`: it, and what comes below. A prefix ends with a slash. */
  readonly kind: 'exact' | 'prefix';
  readonly path: string;
}

/**
 * Characters that are never percent-encoded (RFC 3986 §2.3), so that proxy and CDN spell them alike; in segments
 * that are not `.` or `..`.
 */
const CANONICAL = /^\/(?:(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+\/)*(?:(?!\.{1,2}$)[A-Za-z0-9._~-]+)?$/;

/**
 * Reads `/cart` (exactly that path) or `/product/*` (`/product/` and everything below it, not `/product`).
 *
 * @throws {TypeError} On anything else, and on a path that is not written as it is compared.
 */
export function parsePattern(text: unknown): PathPattern {
  const isPrefix = typeof text === 'string' && text.endsWith('/*');
  const path = isPrefix ? text.slice(0, -1) : text;
  if (typeof path !== 'string' || !CANONICAL.test(path)) {
    // Of what is no text the kind alone: to write out a value may fail, and then with another error.
    const got = typeof text === 'string' ? JSON.stringify(text) : typeof text;
    throw new TypeError(`"path" expected /path or /path/*, got ${got}`);
  }
  return { kind: isPrefix ? 'prefix' : 'exact', path };
}

/** Whether a path, normalised, is one of the pattern's. */
export function isCovered({ kind, path }: PathPattern, normalPath: string): boolean {
  return kind === 'exact' ? normalPath === path : normalPath.startsWith(path);
}

/** Whether there is a path that both patterns cover. */
export function overlaps(one: PathPattern, other: PathPattern): boolean {
  return isCovered(one, other.path) || isCovered(other, one.path);
}
