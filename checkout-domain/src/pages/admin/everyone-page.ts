import {
  type Chrome,
  field,
  html,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import { adminLayout } from './admin-layout.ts';

/** Longest note of an administrator; the audit trail takes no more. */
export const NOTE_MAX = 500;
/** What has to be typed, so that nobody signs everybody out by a slip. */
export const CONFIRMATION = 'EVERYONE';

/** The end of everybody's sessions, not asked for yet or refused. */
export interface EveryoneModel {
  /** Entered before; shown again. */
  readonly reason?: string;
  /** What is wrong with the reason. */
  readonly reasonProblem?: string;
  /** What is wrong with the typed word. */
  readonly confirmationProblem?: string;
}

/** The page that ends everybody's sessions at once. */
export function everyonePage(chrome: Chrome, model: EveryoneModel): SafeHtml {
  const { reason = '', reasonProblem, confirmationProblem } = model;
  return adminLayout(
    chrome,
    '/admin/everyone',
    html`<section class="narrow">
<h1>Sign everybody out</h1>
<p class="lead">Ends every session on every device, here and in the shop, yours included. Carts and passwords stay; everybody can sign in again at once.</p>
<form class="panel credential-form danger" method="post" action="/admin/everyone" data-once="Signing everybody out…">
${field({
  id: 'reason',
  name: 'reason',
  label: 'Reason',
  value: reason,
  hint: 'For the audit trail. Shoppers are only told that it was for security.',
  required: true,
  maxLength: NOTE_MAX,
  ...(reasonProblem !== undefined && { error: reasonProblem }),
})}
${field({
  id: 'confirm',
  name: 'confirm',
  label: `Type ${CONFIRMATION} to confirm`,
  autocomplete: 'off',
  required: true,
  maxLength: CONFIRMATION.length,
  ...(confirmationProblem !== undefined && { error: confirmationProblem }),
})}
${submitButton({ label: 'Sign everybody out', icon: 'warning', size: 'large' })}
</form>
</section>`,
  );
}
