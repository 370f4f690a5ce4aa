import express, { type Request, type RequestHandler, type Response } from 'express';
import { type ErrorKind, Refused, tryParse } from '../engine/properties.ts';

/** What is told of a request; the rest is as Express makes it. */
export interface Told {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A request that no wire has brought: `get`, `is` and `headers` work, streams do not. */
export function requestOf({ method = 'POST', url = '/', headers = {}, body }: Told): Request {
  return Object.assign(Object.create(express.request), {
    ...{ method, url, originalUrl: url, headers, body },
  });
}

/** Runs a handler that passes on or throws at once; what it was refused with, or null. */
export function runHandler(
  kind: ErrorKind,
  handler: RequestHandler | undefined,
  req: Request,
): Refused | null {
  const ran = tryParse(kind, () => {
    let passed: unknown = null;
    handler?.(req, {} as Response, (error?: unknown) => {
      passed = error ?? null;
    });
    if (passed !== null) throw passed;
    return null;
  });
  return ran instanceof Refused ? ran : null;
}

/** Whether a refusal is told to the caller as his own fault. */
export function isClientError({ error }: Refused): boolean {
  const { status } = error as { readonly status?: number };
  return status !== undefined && status >= 400 && status < 500;
}
