import type { Response } from 'express';

const TYPE = 'application/json; charset=utf-8';

/**
 * Sends JSON that belongs to one shopper. In place of `res.json`: that computes a validator of every body, and nobody
 * can come back with one, since no cache keeps this answer.
 */
export function sendPrivateJson(res: Response, value: object): void {
  const body = JSON.stringify(value);
  res.setHeader('Cache-Control', 'private, no-store');
  res.setHeader('Content-Type', TYPE);
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.end(body);
}
