import type { Fields } from '@domain-bridge/storefront/api';
import type { Request, Response } from 'express';
import { type NoticeCode, withNotice } from '../shopper/notices.ts';

/** Pages that a form can stand on. */
const PAGE = /^\/(?:(?:category|product)\/[\w-]+|account|login|register)?$/;

/** A field of a form that is a text; empty where it is none. */
export function textField(req: Request, name: string): string {
  const value = ((req.body ?? {}) as Fields)[name];
  return typeof value === 'string' ? value : '';
}

/** Leads on by 303, so that a reload repeats nothing. */
export function leadTo(res: Response, path: string, notice: NoticeCode): void {
  res.status(303).set('Location', withNotice(path, notice)).end();
}

/** Leads back to the page that a form stood on; the home page where it names none of ours. */
export function leadBack(req: Request, res: Response, notice: NoticeCode): void {
  const asked = textField(req, 'return');
  leadTo(res, PAGE.test(asked) ? asked : '/', notice);
}
