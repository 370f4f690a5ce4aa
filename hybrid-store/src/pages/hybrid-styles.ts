import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What the headless pages have beside the storefront's own styles. Read when the module loads: it does not change. */
const body = readFileSync(new URL('../../assets/hybrid.css', import.meta.url));
const hash = createHash('sha256').update(body).digest('base64url').slice(0, 16);

/** Path of the style sheet. */
export const HYBRID_STYLES_PATH = '/assets/hybrid.css';

/** The style sheet. */
export function hybridStyles(): Buffer {
  return body;
}

/** Its address with the content's hash, so that the answer may be cached for a year. */
export function hybridStylesHref(): string {
  return `${HYBRID_STYLES_PATH}?v=${hash}`;
}
