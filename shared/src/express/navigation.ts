import type { Request } from 'express';

const PREFETCH_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;
const AHEAD = /prefetch|prerender|preview/i;

/** Whether a browser fetches ahead of a click; it asks again when the click comes. */
export function isFetchedAhead(req: Request): boolean {
  return PREFETCH_HEADERS.some((name) => {
    const purpose = req.headers[name];
    return purpose !== undefined && AHEAD.test(String(purpose));
  });
}

/**
 * Whether a page navigates here, rather than an image, a frame or a script. Plain-HTTP origins send no `Sec-Fetch-*`:
 * there `Accept` decides.
 */
export function isNavigation(req: Request): boolean {
  const destination = req.get('sec-fetch-dest');
  return destination === undefined ? acceptsPage(req.get('accept')) : destination === 'document';
}

/** Who navigates names text/html. Images and styles name other types and a wildcard; plain programs the wildcard alone. */
function acceptsPage(accept = '*/*'): boolean {
  const types = accept.split(',').map((range) => range.split(';', 1)[0]?.trim().toLowerCase());
  return types.includes('text/html') || types.every((type) => type === '*/*');
}
