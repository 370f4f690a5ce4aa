import type { Request } from 'express';

/** A field of a posted form; empty where it is missing or came twice. */
export function formField(req: Request, name: string): string {
  const value: unknown = (req.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}

/** Whether SFRA's client script asks, which wants JSON, rather than a form without script. */
export function isAjax(req: Request): boolean {
  return (
    req.get('x-requested-with') === 'XMLHttpRequest' || req.accepts(['html', 'json']) === 'json'
  );
}
