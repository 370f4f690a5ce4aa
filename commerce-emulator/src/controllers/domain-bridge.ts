import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import { noteShopper } from '../http/log-calls.ts';
import type { Platform } from '../platform/platform.ts';
import { requestCookies } from './visit.ts';

/** Whoever wants signatures has to say it in `x-domain-bridge-auth`. */
const DEFAULT_SECRET = 'emulator-bridge-secret';

/**
 * The bridge's own controller, as `shared/cartridge` brings it to a real instance: signs the session that is there, for
 * the bridge in front. It starts none.
 */
export function createDomainBridge(platform: Platform, secret = DEFAULT_SECRET): Router {
  const router = Router();
  router.post('/', (req, res) => {
    res.set('Cache-Control', 'no-store');
    if (!isSecret(req.get('x-domain-bridge-auth') ?? '', secret)) {
      res.status(401).json({ error: 'unauthorized' });
      return;
    }
    const session = platform.sessions.living(requestCookies(req).dwsid ?? '');
    if (session === null) {
      res.status(404).json({ error: 'no_session' });
      return;
    }
    platform.sessions.touch(session.dwsid);
    noteShopper(res, session.identity);
    const { name, value } = platform.signatures.mint(session);
    const { identity } = session;
    res.json(
      identity.kind === 'guest' ? { [name]: value } : { [name]: value, login_id: identity.login },
    );
  });
  return router;
}

/** Digests have one length, so the time tells nothing of the secret's. */
function isSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
