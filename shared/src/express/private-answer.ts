import type { Response } from 'express';

/** What caches of CDNs go by before `Cache-Control` (RFC 9213; Edge Architecture 1.0). */
const CDN_HEADER = /^(?:[\w-]+-)?cdn-cache-control$|^surrogate-control$/;
const PRIVATE = new Set(['no-store', 'private, no-store']);
/** Marks an answer whose head is watched already. */
const IS_WATCHED: unique symbol = Symbol('isWatched');

/** Keeps an answer that carries a shopper's cookies out of every cache: it would give that shopper to everybody. */
export function forbidCaching(res: Response): void {
  if (!PRIVATE.has(String(res.getHeader('Cache-Control')))) {
    res.setHeader('Cache-Control', 'private, no-store');
  }
  res.removeHeader('Expires');
  for (const name of res.getHeaderNames()) {
    if (name.endsWith('-control') && CDN_HEADER.test(name)) res.removeHeader(name);
  }
}

/** Forbids caching when the head is written: whatever a handler says of caches until then, or with it, is too late. */
export function keepPrivate(res: Response & { [IS_WATCHED]?: true }): void {
  if (res[IS_WATCHED]) return;
  res[IS_WATCHED] = true;
  const writeHead = res.writeHead.bind(res) as WriteHead;
  const writePrivateHead: WriteHead = (status, ...rest) => {
    for (const each of rest) if (typeof each === 'object') putHeaders(res, each);
    forbidCaching(res);
    return writeHead(status, ...rest.filter((each) => typeof each === 'string'));
  };
  res.writeHead = writePrivateHead;
}

type HeadHeaders = object | readonly unknown[];
type WriteHead = (status: number, ...rest: (string | HeadHeaders | undefined)[]) => Response;

/** Puts the headers of `writeHead` on the answer: a list of names and values in turn, or an object. */
function putHeaders(res: Response, headers: HeadHeaders): void {
  const pairs = Array.isArray(headers) ? inPairs(headers) : Object.entries(headers);
  for (const [name, value] of pairs) {
    // In place of ours a shopper would be lost.
    if (name.toLowerCase() === 'set-cookie') res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
}

function inPairs(list: readonly string[]): [string, string][] {
  const names = list.filter((_, index) => index % 2 === 0);
  return names.map((name, index) => [name, list[2 * index + 1] ?? '']);
}
