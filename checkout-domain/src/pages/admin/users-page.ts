import {
  type Chrome,
  field,
  html,
  linkButton,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import { adminLayout } from './admin-layout.ts';
import { type AuditView, auditList } from './audit-list.ts';

/** A user as a list of users shows it. */
export interface UserSummary {
  readonly email: string;
  /** In words. */
  readonly role: string;
  readonly disabled: boolean;
  /** The page about the user. */
  readonly href: string;
}

/** The entrance of the administration. */
export interface UsersModel {
  /** What was searched for; null when nothing was. */
  readonly query: string | null;
  readonly users: readonly UserSummary[];
  /** Whether there may be more than are shown. */
  readonly hasMore: boolean;
  /** The latest entries of the audit trail, newest first. */
  readonly recent: readonly AuditView[];
}

/** Finds a user, and shows what has happened lately. */
export function usersPage(chrome: Chrome, model: UsersModel): SafeHtml {
  return adminLayout(
    chrome,
    '/admin',
    html`<h1>Users</h1>
<form class="filter-form" method="get" action="/admin" role="search">
${field({ id: 'q', name: 'q', label: 'Find a user', value: model.query ?? '', hint: 'Beginning of the e-mail address, or the id', maxLength: 254 })}
${submitButton({ label: 'Find', icon: 'search' })}
</form>
${model.query === null ? null : results(model)}
<section class="admin-section" aria-labelledby="recent-title">
<h2 class="section-title" id="recent-title">What happened lately</h2>
${model.recent.length === 0 ? html`<p class="muted">Nothing yet.</p>` : auditList(model.recent)}
<p>${linkButton({ href: '/admin/audit', label: 'All of the audit trail', look: 'quiet', size: 'small' })}</p>
</section>`,
  );
}

/** The badges of a user: the role, and whether the account is closed. */
export function userBadges({ role, disabled }: Pick<UserSummary, 'role' | 'disabled'>): SafeHtml {
  return html`<span class="badge">${role}</span>${disabled ? html` <span class="badge badge-warning">Disabled</span>` : null}`;
}

function results({ users, hasMore }: UsersModel): SafeHtml {
  if (users.length === 0) return html`<p>Nobody is known by that name.</p>`;
  return html`<table class="table">
<caption class="visually-hidden">Users found</caption>
<thead><tr><th scope="col">E-mail</th><th scope="col" class="number">Role</th></tr></thead>
<tbody>${users.map(
    (user) =>
      html`<tr><th scope="row"><a href="${user.href}">${user.email}</a></th><td class="number">${userBadges(user)}</td></tr>`,
  )}</tbody>
</table>
${hasMore ? html`<p class="muted">These are the first. Type more of the address to find the others.</p>` : null}`;
}
