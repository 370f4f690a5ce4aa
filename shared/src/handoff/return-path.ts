import { MAX_RETURN_CHARACTERS } from './constants.ts';

/** Where a hand-off may lead at the receiver. */
export interface ReturnPaths {
  /** Where to go when no path is given or the given one is refused. */
  readonly fallback: string;
  /** Exact paths, or prefixes that end in `/*`. The query is free. */
  readonly allowed: readonly string[];
}

const BASE = 'http://local.invalid';
/** Path and query of RFC 3986 without `\`, `//` at the start, control characters or anything outside ASCII. */
const LOCAL = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;
/** Encoded slashes, backslashes, dots, controls and nested encodings mean different things to different hops. */
const AMBIGUOUS = /%(?:2e|2f|5c|25|[01][0-9a-f]|7f)/i;

/**
 * The local path to return to: the given one if it is local and allowed, else the fallback.
 * Never an error and never another host (ASVS 5 §3.7.2, RFC 9700 §4.11).
 */
export function safeReturnPath(path: string | null | undefined, paths: ReturnPaths): string {
  if (!path || path.length > MAX_RETURN_CHARACTERS || !LOCAL.test(path)) return paths.fallback;
  const url = URL.parse(path, BASE);
  if (!url || url.origin !== BASE || AMBIGUOUS.test(url.pathname)) return paths.fallback;
  // A parser that reads the path otherwise than it is written (dot segments …) is one too many.
  if (url.pathname !== path.split(/[?#]/, 1)[0] || url.hash !== '') return paths.fallback;
  return isAllowed(url.pathname, paths.allowed) ? `${url.pathname}${url.search}` : paths.fallback;
}

function isAllowed(pathname: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) =>
    entry.endsWith('/*') ? pathname.startsWith(entry.slice(0, -1)) : pathname === entry,
  );
}
