import { Router } from 'express';

/** What readiness depends on and tells. */
export interface HealthOptions {
  /** Throws when our own store does not work. */
  readonly checkStore: () => void;
  /** Whether the other server answers. It does not decide: each side runs without the other. */
  readonly isPeerUp: () => Promise<boolean>;
}

/** `GET /healthz`: the process is alive. `GET /readyz`: its own store works; how the peer does stands in the body. */
export function createHealthRouter({ checkStore, isPeerUp }: HealthOptions): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    const store = worksNow(checkStore);
    const peer = (await isPeerUp()) ? 'up' : 'down';
    res.set('Cache-Control', 'no-store').status(store ? 200 : 503);
    res.json({ store: store ? 'ok' : 'failing', peer });
  });
  return router;
}

function worksNow(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
