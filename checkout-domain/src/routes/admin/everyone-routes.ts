import { isForm } from '@domain-bridge/storefront/api';
import { RequestError } from 'domain-bridge/errors';
import { type Invalidator, isReasonText } from 'domain-bridge/invalidation';
import { type Request, type Response, Router } from 'express';
import {
  CONFIRMATION,
  type EveryoneModel,
  everyonePage,
  NOTE_MAX,
} from '../../pages/admin/everyone-page.ts';
import { answerWithPage } from '../attempt-refusal.ts';
import { textOf } from '../form-fields.ts';
import { loadPage } from '../load-page.ts';
import { signInPath } from '../signed-in.ts';
import { forAdmin, type GateParts } from './admin-gate.ts';

/** What ending everybody's sessions is made of. */
export interface EveryoneRoutesOptions extends GateParts {
  readonly invalidator: Pick<Invalidator, 'endEveryone'>;
}

const PAGE = '/admin/everyone';

/** `/admin/everyone`: ends everybody's sessions, those of the administrator included. */
export function createEveryoneRoutes(options: EveryoneRoutesOptions): Router {
  const { invalidator } = options;
  const router = Router();
  const show = async (req: Request, res: Response, model: EveryoneModel) => {
    const { chrome } = await loadPage(options, req, res, 'Sign everybody out');
    return everyonePage({ ...chrome, path: PAGE }, model);
  };

  router.get(
    PAGE,
    forAdmin(options, async (_admin, req, res) => {
      res.send(String(await show(req, res, {})));
    }),
  );

  router.post(
    PAGE,
    forAdmin(options, async (admin, req, res) => {
      const reason = textOf(req, 'reason').trim();
      const problem = problemOf(reason, textOf(req, 'confirm').trim());
      if (problem) {
        const refusal = new RequestError(400, 'confirmation_required', sentenceOf(problem));
        return answerWithPage(req, res, refusal, () => show(req, res, { reason, ...problem }));
      }
      await invalidator.endEveryone({
        actor: admin.id,
        initiatingEntity: 'admin',
        reason: 'everyone',
        note: reason,
      });
      if (!isForm(req)) return void res.status(204).end();
      res.status(303).set('Location', signInPath('/admin/audit')).end();
    }),
  );
  return router;
}

function problemOf(reason: string, confirmation: string): EveryoneModel | null {
  if (reason === '') return { reasonProblem: 'Please say why.' };
  if (!isReasonText(reason)) {
    return { reasonProblem: `At most ${NOTE_MAX} characters, please, all of them visible.` };
  }
  if (confirmation === CONFIRMATION) return null;
  return { confirmationProblem: `Please type ${CONFIRMATION}, in capitals.` };
}

function sentenceOf({ reasonProblem, confirmationProblem }: EveryoneModel): string {
  return reasonProblem ?? confirmationProblem ?? '';
}
