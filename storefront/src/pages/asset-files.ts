import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A static file of the shop, ready to be served. */
export interface AssetFile {
  /** Path of the request, e.g. `/assets/store.css`. */
  readonly path: string;
  /** `path` with the content's hash; what pages link to, so the answer may be cached for a year. */
  readonly href: string;
  /** Value of `Content-Type`. */
  readonly contentType: string;
  /** The bytes. */
  readonly body: Buffer;
  /** Strong validator for `ETag`, quotes included. */
  readonly etag: string;
}

const root = new URL('../../assets/', import.meta.url);

/** The style sheet is written in parts, one subject each, and served as one file in this order. */
const styleParts = [
  'tokens',
  'base',
  'layout',
  'panel',
  'visitor-and-ways',
  'header',
  'navigation',
  'footer',
  'buttons',
  'fields',
  'quantity',
  'notice',
  'product-grid',
  'product',
  'cart',
  'summary',
  'merged',
  'tables',
  'order',
  'account',
  'admin',
  'overrides',
].map((name) => `styles/${name}.css`);

// Read when the module loads: pages need the hashes, and the files do not change under a running shop.
const files = {
  styles: readAsset('/assets/store.css', 'text/css; charset=utf-8', styleParts),
  script: readAsset('/assets/store.js', 'text/javascript; charset=utf-8', ['store.js']),
  icon: readAsset('/assets/icon.svg', 'image/svg+xml; charset=utf-8', ['icon.svg']),
} as const;

/** Every static file, for the route that serves them. All are read once, when the module loads. */
export function assetFiles(): readonly AssetFile[] {
  return Object.values(files);
}

/** The versioned address of a static file, e.g. `/assets/store.css?v=3f9c…`. */
export function assetHref(name: keyof typeof files): string {
  return files[name].href;
}

function readAsset(path: string, contentType: string, parts: readonly string[]): AssetFile {
  const body = Buffer.concat(parts.map((part) => readFileSync(new URL(part, root))));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  return { path, href: `${path}?v=${hash}`, contentType, body, etag: `"${hash}"` };
}
