import type { Response } from 'express';
import { keepPrivate } from './private-answer.ts';

/**
 * Puts `Set-Cookie` values on an answer, in place of earlier ones of the same names. No cache keeps it then, whatever
 * its handler says. Without effect once it has begun.
 */
export function putCookies(res: Response, setCookies: readonly string[]): void {
  if (setCookies.length === 0 || res.headersSent) return;
  const names = new Set(setCookies.map(nameOf));
  const present = [res.getHeader('Set-Cookie') ?? []].flat().map(String);
  const others = present.filter((header) => !names.has(nameOf(header)));
  res.setHeader('Set-Cookie', [...others, ...setCookies]);
  keepPrivate(res);
}

function nameOf(header: string): string {
  return header.slice(0, header.indexOf('=') + 1);
}
