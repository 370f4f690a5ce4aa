import { isForm, withNotice } from '@domain-bridge/storefront/api';
import { RequestError } from 'domain-bridge/errors';
import type { ShopperRequest } from 'domain-bridge/express';
import type { Invalidator } from 'domain-bridge/invalidation';
import type { AuthenticatedSession, StoredSession } from 'domain-bridge/session';
import { type Request, type Response, Router } from 'express';
import type { EndLimiter } from '../accounts/end-limiter.ts';
import { type SessionView, sessionsPage } from '../pages/sessions-page.ts';
import { deviceWords } from './device-words.ts';
import { endWithin } from './limited-end.ts';
import { forUser, leadTo, loadPage, type PageParts } from './load-page.ts';
import { requireSignIn, signInFirst } from './signed-in.ts';

/** What the list of one's own sessions is made of. */
export interface SessionRoutesOptions extends PageParts {
  readonly invalidator: Pick<Invalidator, 'revoke'>;
  readonly ends: EndLimiter;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

const PAGE = '/account/sessions';

/** `/account/sessions` and `/api/sessions`, with form twins for what ends sessions. */
export function createSessionRoutes(options: SessionRoutesOptions): Router {
  const { bridge, invalidator, ends, clock } = options;
  const router = Router();

  router.get(
    PAGE,
    forUser(options, async (_user, req, res) => {
      const { chrome } = await loadPage(options, req, res, 'Where you are signed in');
      const sessions = await listSessions(bridge.shopper(req, res));
      const now = Math.floor(clock() / 1000);
      res.send(String(sessionsPage({ ...chrome, path: PAGE }, { sessions, now })));
    }),
  );
  for (const path of ['/api/sessions/end-others', '/api/sessions/:id/end']) {
    router.get(path, leadTo(PAGE));
  }

  router.get('/api/sessions', async (req, res) => {
    await requireSignIn(bridge, req, res);
    res.json(await listSessions(bridge.shopper(req, res)));
  });

  router.post('/api/sessions/end-others', async (req, res) => {
    const session = await signInFirst(bridge, req, res, PAGE);
    if (!session) return;
    const shopper = bridge.shopper(req, res);
    // Alone already: an end of nothing would still stay in the trail, and take a copy of the cart, with each call.
    if (await hasOthers(shopper, session)) {
      await endWithin(ends, { scope: 'all', user: session.entity }, async () => {
        const change = () => endOthers(invalidator, session);
        return (await shopper.changeKeepingCurrent(change)).kind === 'changed';
      });
    }
    answer(req, res, withNotice(PAGE, 'other_sessions_ended'));
  });

  const end = async (req: Request, res: Response): Promise<void> => {
    const session = await signInFirst(bridge, req, res, PAGE);
    if (!session) return;
    const shopper = bridge.shopper(req, res);
    const id = String(req.params.id);
    if (id === session.sid) {
      return answer(req, res, await shopper.signOut(withNotice('/', 'signed_out')));
    }
    const target = { scope: 'one', user: session.entity } as const;
    if (!(await endWithin(ends, target, () => shopper.endSession(id)))) {
      throw new RequestError(404, 'unknown_session', 'You have no such session.');
    }
    answer(req, res, withNotice(PAGE, 'session_ended'));
  };
  router.delete('/api/sessions/:id', end);
  router.post('/api/sessions/:id/end', end);
  return router;
}

/** A session as its user sees it, by API and on pages alike. */
export function sessionView({ sid, device, startedAt, seenAt }: StoredSession) {
  return { id: sid, device: deviceWords(device), createdAt: startedAt, lastSeenAt: seenAt };
}

/** The living sessions of whoever is signed in, the one that asks first. */
async function listSessions(shopper: ShopperRequest): Promise<SessionView[]> {
  const session = await shopper.session();
  const own = session.state === 'authenticated' ? session.sid : null;
  const all = (await shopper.sessions()).map((each) => ({
    ...sessionView(each),
    current: each.sid === own,
  }));
  return all.sort((a, b) => Number(b.current) - Number(a.current));
}

async function hasOthers(shopper: ShopperRequest, { sid }: AuthenticatedSession): Promise<boolean> {
  return (await shopper.sessions()).some((each) => each.sid !== sid);
}

function endOthers(invalidator: Pick<Invalidator, 'revoke'>, { entity }: AuthenticatedSession) {
  return invalidator.revoke(entity, {
    actor: entity,
    initiatingEntity: 'user',
    reason: 'other-sessions-ended',
  });
}

function answer(req: Request, res: Response, page: string): void {
  if (isForm(req)) res.status(303).set('Location', page).end();
  else res.status(204).end();
}
