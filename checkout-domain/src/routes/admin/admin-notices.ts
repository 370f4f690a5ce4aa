import { isForm } from '@domain-bridge/storefront/api';
import type { Chrome, Notice } from '@domain-bridge/storefront/pages';
import { type Bridge, toProblem, wantsPage } from 'domain-bridge/express';
import { safeReturnPath } from 'domain-bridge/handoff';
import type { ErrorRequestHandler } from 'express';
import { textOf } from '../form-fields.ts';

/** What a page of the administration says after a form, by the code in its `done` parameter. */
const NOTICES = {
  role_changed: done('The role is changed, and the user is signed out on all devices.'),
  account_disabled: done('The account is disabled, and the user is signed out on all devices.'),
  account_enabled: done('The account is enabled.'),
  reset_required: done('The password is taken away, and a mail with a link is on its way.'),
  sessions_ended: done('The user is signed out on all devices.'),
  nothing_changed: { tone: 'info', text: 'There was nothing to change.' },
  confirmation_required: {
    tone: 'error',
    text: 'This is your own account: please tick the box to confirm.',
  },
  last_admin: {
    tone: 'error',
    text: 'This is the last administrator. Give somebody else the role first.',
  },
  unknown_role: { tone: 'error', text: 'There is no such role.' },
} as const satisfies Readonly<Record<string, Notice>>;

/** A code that has a notice. */
export type DoneCode = keyof typeof NOTICES;

/** The page with what it has to say of the form before. */
export function withDone(chrome: Chrome): Chrome {
  const { path, ...rest } = chrome;
  const [pathname = '', query] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  const code = parameters.get('done');
  parameters.delete('done');
  const here = parameters.size > 0 ? `${pathname}?${parameters}` : pathname;
  const notice = isDone(code) ? NOTICES[code] : undefined;
  return { ...rest, path: here, ...(notice && { notice }) };
}

/** `path` with the notice `code`. */
export function pathWithDone(path: string, code: DoneCode): string {
  const [pathname = '/', query] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('done', code);
  return `${pathname}?${parameters}`;
}

/** Turns a refusal that a page can put into words into a notice on the page the form stood on. */
export function refusalAsDone(bridge: Bridge): ErrorRequestHandler {
  return function answerRefusedAction(error, req, res, next) {
    const { code } = toProblem(error);
    if (!isForm(req) || !wantsPage(req) || !isDone(code)) return next(error);
    const page = safeReturnPath(textOf(req, 'return'), bridge.parts.returnPaths);
    res.status(303).set('Location', pathWithDone(page, code)).end();
  };
}

function isDone(code: string | null): code is DoneCode {
  return code !== null && Object.hasOwn(NOTICES, code);
}

function done(text: string): Notice {
  return { tone: 'success', text };
}
