import { normalPathOf } from './hybrid-path.ts';
import { isCovered, type PathPattern, parsePattern } from './hybrid-pattern.ts';

/** Who renders a page: the headless storefront, or B2C controllers. */
export type HybridSide = 'headless' | 'controllers';

/** One rule; the first that covers a path decides. */
export interface HybridRule {
  readonly to: HybridSide;
  /** `/cart`: exactly that path. `/product/*`: `/product/` and everything below it. A–Z a–z 0–9 `. _ ~ -` alone. */
  readonly path: string;
}

/** What routes are made of. */
export interface HybridRoutesOptions {
  /** Default: `DEFAULT_HYBRID_RULES`. */
  readonly rules?: readonly HybridRule[];
  /** Who gets what no rule covers. Default: `controllers`. */
  readonly otherwise?: HybridSide;
}

/** A rule that was read. */
export interface HybridRoute {
  readonly to: HybridSide;
  readonly pattern: PathPattern;
}

/** Which side renders which path: the same answer here, in nginx (`toNginx`) and in a CDN (`toCloudflare`). */
export interface HybridRoutes {
  readonly routes: readonly HybridRoute[];
  readonly otherwise: HybridSide;
  /**
   * Who renders a path. What servers read differently goes to the controllers, whatever the rules say
   * (`normalPathOf`).
   *
   * @param target The path as it was sent, e.g. `req.originalUrl`; a query is passed over.
   */
  sideOf(target: string): HybridSide;
}

const SIDES: readonly unknown[] = ['headless', 'controllers'];

/** Home, category and product pages are headless, under the paths of PWA Kit; basket to order stay with SFRA. */
export const DEFAULT_HYBRID_RULES: readonly HybridRule[] = [
  { to: 'controllers', path: '/on/*' },
  { to: 'controllers', path: '/cart' },
  { to: 'controllers', path: '/checkout' },
  { to: 'controllers', path: '/checkout/*' },
  { to: 'controllers', path: '/order' },
  { to: 'controllers', path: '/order/*' },
  { to: 'headless', path: '/' },
  { to: 'headless', path: '/category/*' },
  { to: 'headless', path: '/product/*' },
];

/**
 * Makes routes.
 *
 * @throws {TypeError} On a rule that is none; every one of them is named.
 */
export function createHybridRoutes(options: HybridRoutesOptions = {}): HybridRoutes {
  const { rules = DEFAULT_HYBRID_RULES, otherwise = 'controllers' } = options;
  if (!SIDES.includes(otherwise)) throw new TypeError(`"otherwise" ${expectedSide(otherwise)}`);
  const routes = readRules(rules);
  return {
    routes,
    otherwise,
    sideOf(target) {
      const path = normalPathOf(target);
      if (path === null) return 'controllers';
      return routes.find(({ pattern }) => isCovered(pattern, path))?.to ?? otherwise;
    },
  };
}

function readRules(rules: readonly HybridRule[]): readonly HybridRoute[] {
  const problems: string[] = [];
  const routes = rules.flatMap(({ to, path }, index): HybridRoute[] => {
    try {
      if (!SIDES.includes(to)) throw new TypeError(`"to" ${expectedSide(to)}`);
      return [{ to, pattern: parsePattern(path) }];
    } catch (error) {
      problems.push(`rule ${index + 1}: ${(error as Error).message}`);
      return [];
    }
  });
  if (problems.length > 0) throw new TypeError(problems.join('\n'));
  return routes;
}

function expectedSide(value: unknown): string {
  return `expected headless or controllers, got ${JSON.stringify(value)}`;
}
