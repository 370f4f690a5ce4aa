import { RequestError } from 'domain-bridge/errors';
import type { RequestShopper } from 'domain-bridge/slas';
import type { Request } from 'express';
import type { BridgeTrail } from '../bridge/bridge-trail.ts';
import type { PageFrame } from '../pages/page-frame.ts';
import { noticeFor } from '../shopper/notices.ts';
import { loadVisitor, type Visitor } from '../shopper/visitor.ts';

/** What every page is framed with. */
export interface FrameOptions {
  readonly trail: BridgeTrail;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** The shopper behind a request. */
export function shopperOf(req: Request): RequestShopper {
  if (req.shopper) return req.shopper;
  throw new RequestError(503, 'unavailable', 'This page cannot be shown right now.');
}

/** Finds out who a page is for. Before anything else asks SCAPI: it is told once that a password was changed. */
export function visitorOf(req: Request): Promise<Visitor> {
  return loadVisitor(shopperOf(req));
}

/** The frame of a page. When everything has been asked for: the trail shows what it took. */
export function frameOf(
  req: Request,
  visitor: Visitor,
  title: string,
  { trail, clock }: FrameOptions,
): PageFrame {
  const notice = noticeFor(visitor, req.query.notice);
  const now = Math.floor(clock() / 1000);
  const frame = { title, path: req.path, visitor, trail: trail.of(req), now };
  return notice ? { ...frame, notice } : frame;
}
