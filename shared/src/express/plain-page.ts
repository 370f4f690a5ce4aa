import type { Request, Response } from 'express';
import type { Problem } from '../core/request-error.ts';

/**
 * Tells a person what went wrong and leads back to the start page. Takes no style, script or outside
 * text, so it is right under any content security policy; a store will want a page of its own.
 */
export function sendPlainPage({ title, detail }: Problem, _req: Request, res: Response): void {
  res.type('html').send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<h1>${escapeText(title)}</h1>
<p>${escapeText(detail)}</p>
<p><a href="/">Back to the shop</a></p>
</html>
`);
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
