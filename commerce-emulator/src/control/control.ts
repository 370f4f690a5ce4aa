import express, { type RequestHandler, Router } from 'express';
import { parseFault } from '../platform/faults.ts';
import type { Platform } from '../platform/platform.ts';
import { parseSwitches } from '../platform/switches.ts';
import { listShoppers } from './shoppers.ts';

/** A day more than the longest lifetime there is. */
const FARTHEST_SECONDS = 400 * 86_400;

/** `/__emulator/…`: steers the emulator and tells what it knows. For whoever runs it, not for its shoppers. */
export function createControl(platform: Platform): Router {
  const router = Router();
  router.use(refuseOtherOrigins, express.json());
  router.get('/clock', (_request, response) => void response.json({ now: platform.clock.now() }));
  router.post(
    '/clock',
    steer((body) => {
      platform.clock.advance(parseAdvance(body));
      return { now: platform.clock.now() };
    }),
  );
  router.get('/switches', (_request, response) => void response.json(platform.switches));
  router.post(
    '/switches',
    steer((body) => Object.assign(platform.switches, parseSwitches(body))),
  );
  router.get('/faults', (_request, response) => void response.json(platform.faults.list()));
  router.post(
    '/faults',
    steer((body) => {
      const faults = ([] as unknown[]).concat(body).map(parseFault);
      for (const fault of faults) platform.faults.add(fault);
      return platform.faults.list();
    }),
  );
  router.delete('/faults', (_request, response) => {
    platform.faults.clear();
    response.status(204).end();
  });
  router.post('/reset', (_request, response) => {
    platform.reset();
    response.status(204).end();
  });
  router.get('/calls', (request, response) => {
    const since = Number(request.query.since ?? 0);
    const withPages = request.query.pages === '1';
    response.json(platform.calls.list(since).filter(({ isPage }) => withPages || !isPage));
  });
  router.get('/shoppers', (_request, response) => void response.json(listShoppers(platform)));
  return router;
}

/** Does what a body says, or answers 400 with what is wrong with it. */
function steer(action: (body: unknown) => unknown): RequestHandler {
  return function control(request, response) {
    try {
      response.json(action(request.body ?? {}));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      const { message: detail } = error;
      response.status(400).json({ type: 'about:blank', title: 'Bad Request', status: 400, detail });
    }
  };
}

/** A page elsewhere must neither steer an emulator that runs on this machine nor read session ids from it. */
const refuseOtherOrigins: RequestHandler = (request, response, next) => {
  const { host, origin } = request.headers;
  if (origin === undefined || URL.parse(origin)?.host === host) return next();
  response.status(403).json({ type: 'about:blank', title: 'Forbidden', status: 403 });
};

function parseAdvance(body: unknown): number {
  const seconds: unknown =
    typeof body === 'object' && body !== null && 'advanceSeconds' in body
      ? body.advanceSeconds
      : null;
  if (Number.isInteger(seconds) && Math.abs(seconds as number) <= FARTHEST_SECONDS) {
    return seconds as number;
  }
  throw new TypeError('"advanceSeconds" expected a whole number');
}
