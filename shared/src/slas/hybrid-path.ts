/** `http://host:80` in front of the path of a request target (RFC 9112 §3.2.2). */
const ABSOLUTE_FORM = /^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d*)?(?=[/?]|$)/i;

/**
 * What two servers in a row read differently: an encoded slash parts segments for nginx and not for a CDN, a
 * backslash is a slash for some, a fragment has no place in a request.
 */
const AMBIGUOUS = /%2f|[\\#]/i;

/** Blanks and control characters; nginx refuses them before it looks at a path. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const UNPRINTABLE = /[\u0000-\u0020\u007f]/;

/** A request target without the origin that it may begin with: `/a?b` of `http://host/a?b`. */
export function originFormOf(target: string): string {
  const rest = target.replace(ABSOLUTE_FORM, '');
  const hasNoPath = rest !== target && !rest.startsWith('/');
  return hasNoPath ? `/${rest}` : rest;
}

/**
 * The path that rules are compared with. nginx makes the same of it (`$uri` under `merge_slashes on`), and so does a
 * CDN of Cloudflare's with the URL normalisation that zones have by default:
 *
 * 1. The query is cut off.
 * 2. Every `%xx` is decoded, once. Case is kept.
 * 3. Slashes in a row count as one; `.` and `..` are resolved, encoded ones too.
 *
 * @param target Path with or without a query, as it was sent.
 * @returns Null where no two servers need agree: an encoded slash, a backslash, a fragment, `%` without two hex
 * digits, `%00`, blanks and control characters, `..` above the root, anything that does not begin with a slash.
 */
export function normalPathOf(target: string): string | null {
  const [path = ''] = originFormOf(target).split('?', 1);
  if (!path.startsWith('/') || AMBIGUOUS.test(path) || UNPRINTABLE.test(path)) return null;
  const decoded = decodeOnce(path);
  return decoded === null ? null : resolveSegments(decoded);
}

/** Byte by byte, as nginx does: one character for each, whatever encoding they are in. */
function decodeOnce(path: string): string | null {
  if (/%(?![0-9a-f]{2})|%00/i.test(path)) return null;
  return path.replace(/%(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Null when it leads above the root: nginx answers 400, others stay at the root. */
function resolveSegments(path: string): string | null {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const segment of segments) {
    if (segment === '..' && kept.pop() === undefined) return null;
    if (!['', '.', '..'].includes(segment)) kept.push(segment);
  }
  const isFolder = ['', '.', '..'].includes(segments.at(-1) ?? '');
  return kept.length === 0 ? '/' : `/${kept.join('/')}${isFolder ? '/' : ''}`;
}
