import type { Bridge } from 'domain-bridge/express';
import type { SessionNotice } from 'domain-bridge/flows';
import type { Session } from 'domain-bridge/session';
import { quantityOf, type ShoppingState } from 'domain-bridge/state';
import type { Request } from 'express';
import { noticeFor } from '../api/notices.ts';
import { isSaidBy, noticeOfSession } from '../api/session-notices.ts';
import type { Chrome, ChromeLinks, Notice, Site } from '../pages.ts';

/** What a page says about itself. */
export interface PageFacts {
  readonly title: string;
  readonly session: Session;
  /** Null where the page must not depend on it, as after an error. */
  readonly state: ShoppingState | null;
  /** What is to be said of the session, from `ShopperRequest.notice`; comes before what any form but a sign-out has to say. */
  readonly notice?: SessionNotice | null;
  /** Shown to an authenticated visitor on checkout. */
  readonly userEmail?: string;
}

/** Header and footer of a page, with links that take the shopper along to the other domain. */
export function buildChrome(bridge: Bridge, req: Request, facts: PageFacts): Chrome {
  const { title, session, state, userEmail } = facts;
  const { role } = bridge.parts;
  const links = siteLinks(bridge);
  const code = req.query.notice;
  const notice =
    facts.notice && !isSaidBy(code, facts.notice)
      ? withoutOwnLink(noticeOfSession(facts.notice), links, req.path)
      : noticeFor(code);
  return {
    site: role,
    title,
    visitor: session.state,
    cartCount: state ? countPieces(state) : 0,
    links,
    path: pathOf(req),
    ...(notice && { notice }),
    ...(userEmail && { userEmail }),
    ...(role === 'checkout' &&
      session.state !== 'anonymous' && { signOut: { action: '/api/logout' } }),
  };
}

/** Links to the pages of both domains, from either of them. */
export function siteLinks({ parts, bridgeLink }: Bridge): ChromeLinks {
  const link = (site: Site, path: string): string =>
    site === parts.role ? path : bridgeLink(`${parts.pair[site].href}${path}`);
  return {
    shop: link('shopping', '/'),
    cart: link('shopping', '/cart'),
    checkout: link('checkout', '/checkout'),
    signIn: link('checkout', '/login'),
    register: link('checkout', '/register'),
    account: link('checkout', '/account'),
  };
}

/** Where a page's forms come back to: this page, without what was said on it before. */
function pathOf(req: Request): string {
  const query = new URLSearchParams(req.originalUrl.split('?')[1]);
  query.delete('notice');
  return query.size > 0 ? `${req.path}?${query}` : req.path;
}

/** A link to the page it stands on would lead nowhere. */
function withoutOwnLink(notice: Notice, links: ChromeLinks, path: string): Notice {
  const { link, ...rest } = notice;
  return link && links[link.to] === path ? rest : notice;
}

function countPieces(state: ShoppingState): number {
  return [...state.lines.values()].reduce((sum, pairs) => sum + quantityOf(pairs), 0);
}
