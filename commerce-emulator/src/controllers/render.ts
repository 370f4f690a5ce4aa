import type { SafeHtml } from '@remix-run/html-template';
import type { Response } from 'express';
import type { Platform } from '../platform/platform.ts';
import { viewBasket } from './basket-view.ts';
import { type ControllerName, createControllerUrl } from './controller-url.ts';
import type { Page } from './pages/page.ts';
import { basketOf, customerOf } from './shopper-of-session.ts';
import { styleSheetPath } from './style-sheet.ts';
import type { Visit } from './visit.ts';

/** The visit that a request is, behind the session's middleware. */
export function visitOf(res: Response): Visit {
  return res.locals.visit as Visit;
}

/** What every page says of the shopper, read when it is rendered: a form may have changed it. */
export function pageOf(
  platform: Platform,
  res: Response,
  controller: ControllerName,
  title: string,
): Page {
  const { session } = visitOf(res);
  return {
    controller,
    title,
    shopper: {
      firstName: customerOf(platform, session)?.firstName ?? null,
      pieces: viewBasket(basketOf(platform, session), platform.products).pieces,
    },
    url: createControllerUrl(platform.siteId),
    styleSheet: styleSheetPath(platform.siteId),
  };
}

/** Sends a page, for one shopper alone. */
export function sendPage(res: Response, page: SafeHtml): void {
  res.set('Cache-Control', 'private, no-store').type('html').send(String(page));
}
