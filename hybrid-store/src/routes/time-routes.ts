import { type Request, type Response, Router } from 'express';
import type { EmulatorTime } from '../bridge/emulator-time.ts';
import { TIME_STEPS } from '../pages/bridge-panel.ts';
import { leadBack, textField } from './form-answer.ts';

/** Cookies of the bridge that live for half an hour at most: the access token, what stands beside it, the guard. */
const SHORT_LIVED = /^cc-(?:at|sg)[\w-]*$/;

/** The forms of the bridge's panel that let time pass, so that one can watch tokens and sessions expire. */
export function createTimeRoutes(time: EmulatorTime): Router {
  const router = Router();
  router.post('/__bridge/time', async (req, res) => {
    const step = TIME_STEPS.find(({ seconds }) => String(seconds) === textField(req, 'seconds'));
    if (!step) return leadBack(req, res, 'time_stands');
    try {
      await time.advance(step.seconds);
    } catch {
      return leadBack(req, res, 'time_stands');
    }
    ageCookies(req, res);
    leadBack(req, res, 'time_passed');
  });
  return router;
}

/** The browser's own clock has not moved: what it would have dropped by then is taken from it here. */
function ageCookies(req: Request, res: Response): void {
  const names = (req.headers.cookie ?? '').split(';').map((pair) => pair.split('=', 1)[0]?.trim());
  for (const name of names) {
    if (name && SHORT_LIVED.test(name)) res.append('Set-Cookie', `${name}=; Max-Age=0; Path=/`);
  }
}
