import {
  type Chrome,
  dayOf,
  html,
  linkButton,
  momentOf,
  pieceCount,
  type SafeHtml,
} from '@domain-bridge/storefront/pages';
import type { SessionView } from '../sessions-page.ts';
import { agoOf } from '../time-ago.ts';
import { adminLayout } from './admin-layout.ts';
import { type AuditView, auditList } from './audit-list.ts';
import { type UserActionsModel, userActions } from './user-actions.ts';
import { userBadges } from './users-page.ts';

/** A user, as administrators see it. */
export interface UserModel extends UserActionsModel {
  readonly email: string;
  /** Epoch seconds. */
  readonly memberSince: number;
  /** Newest first. */
  readonly sessions: readonly Omit<SessionView, 'current'>[];
  /** Whether there may be more than are shown. */
  readonly hasMoreSessions: boolean;
  /** What happened to this user lately, newest first; that it was to this user, goes without saying. */
  readonly recent: readonly AuditView[];
  /** The audit trail of this user. */
  readonly auditHref: string;
  /** Epoch seconds. */
  readonly now: number;
}

/** The page about one user: what is known, what can be done, what was done. */
export function userPage(chrome: Chrome, model: UserModel): SafeHtml {
  return adminLayout(
    chrome,
    '/admin',
    html`<div class="page-head"><h1 class="user-name">${model.email}</h1>
<p>${userBadges({ role: model.roleLabel, disabled: model.disabled })}${model.isSelf ? html` <span class="badge">This is you</span>` : null}</p></div>
<div class="order">
<div class="admin-main">
${sessions(model)}
${history(model)}
</div>
<div class="account-side">
${facts(model)}
${userActions(chrome, model)}
</div>
</div>`,
  );
}

function facts({ id, memberSince }: UserModel): SafeHtml {
  return html`<section class="panel" aria-labelledby="facts-title">
<h2 class="panel-title" id="facts-title">Account</h2>
<dl class="facts">
<div><dt>Id</dt><dd class="order-id">${id}</dd></div>
<div><dt>Member since</dt><dd>${dayOf(memberSince)}</dd></div>
</dl>
</section>`;
}

function sessions({ sessions, hasMoreSessions, now }: UserModel): SafeHtml {
  const count = `${pieceCount(sessions.length, 'device', 'devices')}${hasMoreSessions ? ' or more' : ''}`;
  const title = sessions.length === 0 ? 'Not signed in anywhere' : `Signed in on ${count}`;
  return html`<section aria-labelledby="sessions-title">
<h2 class="section-title" id="sessions-title">${title}</h2>
${sessions.length === 0 ? null : html`<ul class="session-list">${sessions.map((session) => sessionEntry(session, now))}</ul>`}
</section>`;
}

function sessionEntry(
  { device, createdAt, lastSeenAt }: Omit<SessionView, 'current'>,
  now: number,
): SafeHtml {
  return html`<li class="session"><div class="session-text">
<p><strong>${device}</strong></p>
<p class="muted">Last seen ${agoOf(lastSeenAt, now)} · Signed in ${momentOf(createdAt)}</p>
</div></li>`;
}

function history({ recent, auditHref }: UserModel): SafeHtml {
  return html`<section class="admin-section" aria-labelledby="history-title">
<h2 class="section-title" id="history-title">What happened</h2>
${recent.length === 0 ? html`<p class="muted">Nothing yet.</p>` : auditList(recent)}
<p>${linkButton({ href: auditHref, label: 'All entries about this user', look: 'quiet', size: 'small' })}</p>
</section>`;
}
