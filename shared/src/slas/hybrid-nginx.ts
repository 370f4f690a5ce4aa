import { parseOrigin } from '../core/origin.ts';
import type { PathPattern } from './hybrid-pattern.ts';
import type { HybridRoutes, HybridSide } from './hybrid-routes.ts';

/** Where the sides are, and where nginx listens. */
export interface NginxOptions {
  /** Origin of the headless side, e.g. `http://127.0.0.1:3000`. */
  readonly headless: string;
  /** Origin of the controllers, e.g. `https://production-realm-customer.demandware.net`. */
  readonly controllers: string;
  /** `server_name`: the storefront's host, e.g. `www.shop.example`. */
  readonly serverName: string;
  /** Parameters of `listen`, e.g. `80`, `127.0.0.1:8088`, `443 ssl`; certificates are yours to add. */
  readonly listen: string | number;
  /** File with the authorities that the certificates of an https side are checked by. Default: Debian's. */
  readonly trustedCertificates?: string;
}

interface Upstream {
  readonly side: HybridSide;
  readonly url: URL;
}

const DEBIAN_CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * The routes as configuration of nginx, for its `http` block: a file in `conf.d`. Needs nginx with PCRE.
 *
 * The map goes by `$uri`, which is what `normalPathOf` makes of a path, and by `$request_uri` for what goes to the
 * controllers in any case; the request itself is passed on as it was sent.
 *
 * @throws {TypeError} On an option that is not what it says.
 */
export function toNginx(routes: HybridRoutes, options: NginxOptions): string {
  const { serverName, listen } = options;
  const sides: readonly Upstream[] = [
    { side: 'headless', url: readOrigin(options.headless) },
    { side: 'controllers', url: readOrigin(options.controllers) },
  ];
  checkWords('serverName', serverName, /^[A-Za-z0-9.*_-]+( [A-Za-z0-9.*_-]+)*$/);
  checkWords('listen', String(listen), /^[A-Za-z0-9.*:[\]=_-]+( [A-Za-z0-9.*:[\]=_-]+)*$/);
  return `${[
    ...ambiguityMap(),
    ...sideMap(routes),
    ...sides.flatMap(upstreamBlock),
    ...targetMaps(sides),
    ...CACHE_MAP,
    ...serverBlock({ serverName, listen: String(listen), sides, ...tlsOf(options, sides) }),
  ].join('\n')}\n`;
}

function readOrigin(text: string): URL {
  return new URL(parseOrigin(text).href);
}

function checkWords(name: string, text: string, words: RegExp): void {
  if (!words.test(text))
    throw new TypeError(`"${name}" expected words of nginx, got ${JSON.stringify(text)}`);
}

function tlsOf(
  { trustedCertificates = DEBIAN_CERTIFICATES }: NginxOptions,
  sides: readonly Upstream[],
) {
  checkWords('trustedCertificates', trustedCertificates, /^[A-Za-z0-9./_-]+$/);
  return {
    certificates: sides.some(({ url }) => url.protocol === 'https:') ? trustedCertificates : null,
  };
}

/** An encoded slash, a backslash, a fragment: what servers read differently. */
function ambiguityMap(): readonly string[] {
  return [
    'map $request_uri $hybrid_ambiguous {',
    '  default 0;',
    String.raw`  "~^[^?]*(?:%2[Ff]|[\x5c#])" 1;`,
    '}',
  ];
}

/** Regular expressions only: nginx compares plain words of a map without regard to case. */
function sideMap({ routes, otherwise }: HybridRoutes): readonly string[] {
  return [
    'map "$hybrid_ambiguous$uri" $hybrid_side {',
    '  "~^1" controllers;',
    ...routes.map(({ to, pattern }) => `  "~^0${expressionFor(pattern)}" ${to};`),
    `  default ${otherwise};`,
    '}',
  ];
}

/** `\z`, because `$` would also stand before a line feed at the end. */
function expressionFor({ kind, path }: PathPattern): string {
  return path.replaceAll('.', String.raw`\.`) + (kind === 'exact' ? String.raw`\z` : '');
}

function upstreamBlock({ side, url }: Upstream): readonly string[] {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return [`upstream hybrid_${side} {`, `  server ${url.hostname}:${port};`, '  keepalive 16;', '}'];
}

function targetMaps(sides: readonly Upstream[]): readonly string[] {
  const lines = (wordFor: (upstream: Upstream) => string) =>
    sides.map((upstream) => `  ${upstream.side} ${wordFor(upstream)};`);
  return [
    'map $hybrid_side $hybrid_target {',
    ...lines(({ side, url }) => `${url.protocol}//hybrid_${side}`),
    '}',
    'map $hybrid_side $hybrid_tls_name {',
    ...lines(({ url }) => url.hostname),
    '}',
  ];
}

/** A page that sets cookies is one shopper's: nobody on the way may keep it for another one. */
const CACHE_MAP: readonly string[] = [
  'map $upstream_http_set_cookie $hybrid_cache_control {',
  '  "" $upstream_http_cache_control;',
  '  default "private, no-store";',
  '}',
];

interface ServerParts {
  readonly serverName: string;
  readonly listen: string;
  readonly sides: readonly Upstream[];
  readonly certificates: string | null;
}

function serverBlock({ serverName, listen, sides, certificates }: ServerParts): readonly string[] {
  return [
    'server {',
    `  listen ${listen};`,
    `  server_name ${serverName};`,
    '  merge_slashes on;',
    '  # SCAPI is told of the session by the header sfdc_dwsid.',
    '  underscores_in_headers on;',
    '  # Access tokens travel in cookies, both ways.',
    '  large_client_header_buffers 4 32k;',
    '  proxy_buffer_size 32k;',
    '  proxy_buffers 8 32k;',
    '  proxy_busy_buffers_size 64k;',
    '',
    '  location / {',
    '    proxy_pass $hybrid_target;',
    '    proxy_http_version 1.1;',
    '    proxy_set_header Connection "";',
    '    proxy_set_header Host $http_host;',
    '    # Set, not appended to: what a browser says of its own address is not passed on.',
    '    proxy_set_header X-Forwarded-For $remote_addr;',
    '    proxy_set_header X-Forwarded-Host $http_host;',
    '    proxy_set_header X-Forwarded-Port $server_port;',
    '    proxy_set_header X-Forwarded-Proto $scheme;',
    '    proxy_set_header Forwarded "";',
    ...(certificates === null ? [] : tlsLines(certificates)),
    ...sides.map(({ url }) => `    proxy_redirect ${url.origin}/ $scheme://$http_host/;`),
    '    proxy_connect_timeout 5s;',
    '    proxy_read_timeout 30s;',
    '    proxy_cache off;',
    '    proxy_hide_header Cache-Control;',
    '    add_header Cache-Control $hybrid_cache_control always;',
    '  }',
    '}',
  ];
}

function tlsLines(certificates: string): readonly string[] {
  return [
    '    proxy_ssl_server_name on;',
    '    proxy_ssl_name $hybrid_tls_name;',
    '    proxy_ssl_verify on;',
    `    proxy_ssl_trusted_certificate ${certificates};`,
  ];
}
