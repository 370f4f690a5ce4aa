import type { Request, Response } from 'express';
import type { SlasError } from '../../slas/errors.ts';

/** Why a form of the controllers was refused, as the page behind it is told. */
export type FormRefusal = 'wrong_credentials' | 'refused' | 'busy';

/** For scripts that show the text as it comes. */
const SENTENCES: Readonly<Record<FormRefusal, string>> = {
  wrong_credentials: 'The e-mail address or the password is wrong.',
  refused: 'This was not accepted. Please check what you entered.',
  busy: 'This does not work right now. Please try again in a moment.',
};

/** As SFRA answers: a page is led on, and a script told where to go. */
export function leadOn(req: Request, res: Response, target: string): void {
  res.set('Cache-Control', 'no-store');
  if (isScript(req)) res.json({ success: true, redirectUrl: target });
  else res.status(303).set('Location', target).end();
}

/** As SFRA answers: a page is led to the form, and a script told what to show. */
export function refuseForm(req: Request, res: Response, form: string, code: FormRefusal): void {
  res.set('Cache-Control', 'no-store');
  if (isScript(req)) res.json({ success: false, error: [SENTENCES[code]], code });
  else res.status(303).set('Location', `${form}?error=${code}`).end();
}

/** What a failed call means for whoever has sent the form. */
export function refusalOf({ code }: SlasError): FormRefusal {
  if (code === 'ERR_SLAS_WRONG_CREDENTIALS') return 'wrong_credentials';
  if (code === 'ERR_SLAS_REFUSED') return 'refused';
  return 'busy';
}

function isScript(req: Request): boolean {
  return req.get('x-requested-with') === 'XMLHttpRequest';
}
