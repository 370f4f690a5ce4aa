import {
  type Choice,
  type Chrome,
  field,
  hiddenFields,
  html,
  type SafeHtml,
  selectField,
  submitButton,
} from '@domain-bridge/storefront/pages';
import { checkboxField } from '../checkbox-field.ts';
import { NOTE_MAX } from './everyone-page.ts';

/** What decides which actions a user page offers, and how. */
export interface UserActionsModel {
  /** Id of the user. */
  readonly id: string;
  readonly role: string;
  /** The role in words. */
  readonly roleLabel: string;
  readonly roles: readonly Choice[];
  readonly disabled: boolean;
  /** Whether it is the page of the one who looks at it: then what locks out takes a tick more. */
  readonly isSelf: boolean;
}

interface Action {
  /** Last segment of the path it is sent to. */
  readonly name: string;
  readonly label: string;
  /** What comes of it, in a sentence. */
  readonly effect: string;
  readonly fields?: SafeHtml;
  /** What somebody who does it to himself has to tick; left out where that does no harm. */
  readonly ownRisk?: string;
}

/** What can be done to a user, folded away so that nothing happens by a slip. */
export function userActions(chrome: Chrome, model: UserActionsModel): SafeHtml {
  const actions = [role(model), model.disabled ? enable : disable, requireReset, endSessions];
  return html`<section class="panel" aria-labelledby="actions-title">
<h2 class="panel-title" id="actions-title">Actions</h2>
${actions.map((action) => actionForm(chrome, model, action))}
</section>`;
}

function actionForm({ path }: Chrome, { id, isSelf }: UserActionsModel, action: Action): SafeHtml {
  const { name, label, effect, fields, ownRisk } = action;
  return html`<details class="action" name="action">
<summary>${label}</summary>
<form class="credential-form" method="post" action="/admin/users/${encodeURIComponent(id)}/${name}">
<p class="panel-note">${effect}</p>
${hiddenFields({ return: path })}
${fields}
${field({ id: `${name}-note`, name: 'note', label: 'Note', hint: 'For the audit trail; may be left empty', maxLength: NOTE_MAX })}
${isSelf && ownRisk !== undefined ? checkboxField({ id: `${name}-confirm`, name: 'confirm', label: ownRisk, required: true }) : null}
${submitButton({ label })}
</form>
</details>`;
}

function role(model: UserActionsModel): Action {
  return {
    name: 'role',
    label: 'Change the role',
    effect: 'Signs the user out on all devices; the next sign-in has the new role.',
    fields: selectField({
      id: 'role',
      name: 'role',
      label: 'Role',
      choices: model.roles,
      chosen: model.role,
    }),
    ownRisk: 'I know that this is my own account',
  };
}

const disable: Action = {
  name: 'disable',
  label: 'Disable the account',
  effect: 'Signs the user out on all devices, and lets nobody sign in until it is enabled again.',
  ownRisk: 'I know that this locks me out',
};

const enable: Action = {
  name: 'enable',
  label: 'Enable the account',
  effect: 'Lets the user sign in again.',
};

const requireReset: Action = {
  name: 'force-reset',
  label: 'Require a new password',
  effect:
    'Takes the password away, signs the user out on all devices, and mails a link to a new one.',
  ownRisk: 'I know that this takes my own password away',
};

const endSessions: Action = {
  name: 'end-sessions',
  label: 'Sign out on all devices',
  effect: 'The password stays as it is; the user may sign in again at once.',
};
