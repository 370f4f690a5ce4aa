import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { BridgeNews } from 'domain-bridge/slas';
import type { Request, RequestHandler } from 'express';

/** What the bridge did for one browser, for the developer's panel. Holds no token, cookie or name. */
export interface BridgeTrail {
  /** Stands in front of the bridge. */
  readonly follow: RequestHandler;
  /** Is told everything by the bridge. */
  readonly onNews: (news: BridgeNews) => void;
  /** What was done for a request so far, and what was done for this browser before, newest first. */
  of(req: Request): TrailView;
}

/** A trail, as a page shows it. */
export interface TrailView {
  readonly now: readonly BridgeNews[];
  readonly before: readonly BridgeNews[];
}

interface Step {
  readonly browser: string;
  readonly news: BridgeNews[];
}

const COOKIE = 'bridge-trail';
const COOKIE_VALUE = /(?:^|;\s*)bridge-trail=([\w-]{22})(?:;|$)/;
/** What fits into a panel. */
const MOST_NEWS = 8;
/** A demo's memory: browsers that have not come for the longest time are forgotten first. */
const MOST_BROWSERS = 500;

/** A trail in memory, one for each browser. */
export function createBridgeTrail(): BridgeTrail {
  const step = new AsyncLocalStorage<Step>();
  const steps = new WeakMap<Request, Step>();
  const trails = new Map<string, readonly BridgeNews[]>();

  const remember = (browser: string, news: BridgeNews): void => {
    const known = trails.get(browser) ?? [];
    trails.delete(browser);
    trails.set(browser, [news, ...known].slice(0, MOST_NEWS));
    const [oldest] = trails.keys();
    if (trails.size > MOST_BROWSERS && oldest !== undefined) trails.delete(oldest);
  };

  return {
    follow(req, res, next) {
      const known = COOKIE_VALUE.exec(req.headers.cookie ?? '')?.[1];
      const browser = known ?? randomBytes(16).toString('base64url');
      if (!known) res.append('Set-Cookie', `${COOKIE}=${browser}; Path=/; HttpOnly; SameSite=Lax`);
      const begun: Step = { browser, news: [] };
      steps.set(req, begun);
      step.run(begun, next);
    },
    onNews(news) {
      // Calls that another request of the same shopper has made are told there.
      const current = step.getStore();
      if (!current) return;
      current.news.push(news);
      remember(current.browser, news);
    },
    of(req) {
      const { browser, news } = steps.get(req) ?? { browser: '', news: [] };
      const all = trails.get(browser) ?? [];
      return { now: [...news], before: all.filter((each) => !news.includes(each)) };
    },
  };
}
