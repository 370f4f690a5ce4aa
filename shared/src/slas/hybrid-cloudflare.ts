import { overlaps, type PathPattern } from './hybrid-pattern.ts';
import type { HybridRoute, HybridRoutes } from './hybrid-routes.ts';

/** Body of `POST …/cdn-zones/v1/organizations/{organizationId}/zones/{zoneId}/mrtrules`, the eCDN's routing rules. */
export interface EcdnMrtRules {
  /** Managed Runtime environment that gets what the expressions cover. */
  readonly mrtHostname: string;
  readonly expressions: readonly string[];
  /** One for each expression. */
  readonly descriptions: readonly string[];
}

/** Where the rules of an eCDN zone apply, and where they lead. */
export interface EcdnOptions {
  /** Host of the storefront, e.g. `www.shop.example`. */
  readonly host: string;
  /** E.g. `customer-production.mobify-storefront.com`. */
  readonly mrtHostname: string;
}

/** Longest expression that Cloudflare takes. */
const MAX_EXPRESSION = 4_096;
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
const PATH = 'http.request.uri.path';

/** What goes to the controllers in any case. After normalisation escapes are in capitals. */
const AMBIGUOUS = `${PATH} contains "%2F" or ${PATH} contains "%00"`;

/**
 * The routes as an expression of Cloudflare's Rules language: true for what the headless side renders. Plain
 * comparisons alone, so that every plan takes it; they are case-sensitive, as the rules are.
 *
 * It reads paths as `normalPathOf` does while the zone normalises incoming URLs in the way `Cloudflare`, as zones do
 * by default. Backslashes and `..` above the root are settled by that before a rule sees them; no browser sends them.
 *
 * @throws {RangeError} When it is longer than 4,096 characters.
 */
export function toCloudflare(routes: HybridRoutes): string {
  const headless = expressionOf(decisive(routes.routes, routes.otherwise), routes.otherwise);
  if (headless === 'false') return headless;
  const notAmbiguous = `not (${AMBIGUOUS})`;
  return checkLength(headless === 'true' ? notAmbiguous : `${notAmbiguous} and ${headless}`);
}

/**
 * The routes as an embedded CDN of B2C Commerce takes them; what no expression covers goes to the instance.
 *
 * @throws {TypeError} On what is no host name.
 * @throws {RangeError} When the expression is longer than 4,096 characters.
 */
export function toEcdnRules(
  routes: HybridRoutes,
  { host, mrtHostname }: EcdnOptions,
): EcdnMrtRules {
  for (const [name, value] of Object.entries({ host, mrtHostname })) {
    if (!HOST.test(value))
      throw new TypeError(`"${name}" expected a host name, got ${JSON.stringify(value)}`);
  }
  const path = toCloudflare(routes);
  const isNever = path === 'false';
  return {
    mrtHostname,
    expressions: isNever ? [] : [checkLength(`http.host eq "${host}" and ${path}`)],
    descriptions: isNever ? [] : ['headless pages'],
  };
}

/** Without the rules that say what would be so without them. */
function decisive(routes: readonly HybridRoute[], otherwise: string): readonly HybridRoute[] {
  return routes.filter(({ to, pattern }, index) => {
    const later = routes.slice(index + 1).filter((route) => route.to !== to);
    return to !== otherwise || later.some((route) => overlaps(route.pattern, pattern));
  });
}

/** The first rule that covers a path decides, so each one is asked before those behind it. */
function expressionOf(routes: readonly HybridRoute[], otherwise: string): string {
  const rest = otherwise === 'headless' ? 'true' : 'false';
  return routes.reduceRight((behind, { to, pattern }) => {
    const test = comparison(pattern);
    return to === 'headless' ? either(test, behind) : unless(test, behind);
  }, rest);
}

function comparison({ kind, path }: PathPattern): string {
  return kind === 'exact' ? `${PATH} eq "${path}"` : `starts_with(${PATH}, "${path}")`;
}

function either(test: string, behind: string): string {
  if (behind === 'false') return `(${test})`;
  // One pair of brackets round a row of alternatives.
  return isAlternatives(behind) ? `(${test} or ${behind.slice(1)}` : `(${test} or ${behind})`;
}

function unless(test: string, behind: string): string {
  return behind === 'true' ? `(not ${test})` : `(not ${test} and ${behind})`;
}

function isAlternatives(expression: string): boolean {
  return expression.startsWith('(') && !expression.startsWith('(not ');
}

function checkLength(expression: string): string {
  if (expression.length <= MAX_EXPRESSION) return expression;
  throw new RangeError(
    `expected an expression of at most ${MAX_EXPRESSION} characters, got ${expression.length}: use fewer rules`,
  );
}
