import {
  type Chrome,
  field,
  html,
  linkButton,
  noticeBox,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import { adminLayout } from './admin-layout.ts';
import { type AuditPerson, type AuditView, auditList } from './audit-list.ts';

/** A part of the audit trail. */
export interface AuditModel {
  /** Newest first. */
  readonly entries: readonly AuditView[];
  /** What was asked for: an e-mail address or an id; empty for everybody. */
  readonly asked: string;
  /** The user who was asked for; null when nobody was, or nobody is known by that name. */
  readonly subject: AuditPerson | null;
  /** Leads to older entries; left out when there are none. */
  readonly olderHref?: string;
  /** Leads back to the newest; left out where they are shown. */
  readonly newestHref?: string;
}

/** The audit trail: who ended whose sessions, when and why, and who knows of it. */
export function auditPage(chrome: Chrome, model: AuditModel): SafeHtml {
  return adminLayout(
    chrome,
    '/admin/audit',
    html`<h1>Audit trail</h1>
<p class="lead">Everything that ended sessions, newest first, and when the shop confirmed that it knows.</p>
<form class="filter-form" method="get" action="/admin/audit">
${field({ id: 'user', name: 'user', label: 'Only about', value: model.asked, hint: 'E-mail address or id of a user', maxLength: 254 })}
${submitButton({ label: 'Show', look: 'quiet' })}
</form>
${entries(model)}
<div class="button-row">
${model.newestHref === undefined ? null : linkButton({ href: model.newestHref, label: 'Newest entries', look: 'quiet' })}
${model.olderHref === undefined ? null : linkButton({ href: model.olderHref, label: 'Older entries', look: 'quiet' })}
</div>`,
  );
}

function entries({ entries, asked, subject }: AuditModel): SafeHtml {
  if (asked !== '' && subject === null)
    return noticeBox('info', html`<p>There is no such user.</p>`);
  const about =
    subject &&
    html`<p>Entries about <a href="${subject.href ?? ''}">${subject.text}</a>. <a href="/admin/audit">Show all</a></p>`;
  return html`${about}${entries.length === 0 ? html`<p class="muted">There is nothing here.</p>` : auditList(entries)}`;
}
