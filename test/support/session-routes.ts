import type { Bridge } from 'domain-bridge/express';
import { Router } from 'express';

/** What people do with their sessions, and the page that says what became of one. */
export function createSessionRoutes(bridge: Bridge): Router {
  const router = Router();
  router.get('/notice', async (req, res) => {
    res.json(await bridge.shopper(req, res).notice());
  });
  router.get('/sessions', async (req, res) => {
    res.json(await bridge.shopper(req, res).sessions());
  });
  router.delete('/sessions/:sid', async (req, res) => {
    res.json(await bridge.shopper(req, res).endSession(req.params.sid));
  });
  router.post('/sign-out', async (req, res) => {
    const everywhere = req.body?.everywhere === true;
    const location = await bridge.shopper(req, res).signOut('/', { everywhere });
    res.status(303).location(location).end();
  });
  router.post('/password', async (req, res) => {
    const shopper = bridge.shopper(req, res);
    const session = await shopper.session();
    if (session.state !== 'authenticated') return void res.status(401).end();
    const { entity } = session;
    const change = { actor: entity, initiatingEntity: 'user', reason: 'password-change' } as const;
    const outcome = await shopper.changeKeepingCurrent(async () =>
      bridge.parts.invalidator
        ? bridge.parts.invalidator.revoke(entity, change)
        : { kind: 'refused' },
    );
    res.json({ outcome, session: await shopper.session() });
  });
  return router;
}
