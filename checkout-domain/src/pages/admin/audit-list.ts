import { html, type SafeHtml } from '@domain-bridge/storefront/pages';
import { secondOf } from '../exact-time.ts';
import { durationText } from './audit-words.ts';

/** Somebody in the audit trail, in words, and the page about them if there is one. */
export interface AuditPerson {
  readonly text: string;
  readonly href?: string;
}

/** Whether a peer knows of a change. */
export interface AuditPeer {
  /** Name of its stream, e.g. `shopping`. */
  readonly peer: string;
  /** Milliseconds from the change to the acknowledgement; null while it is pending. */
  readonly afterMilliseconds: number | null;
}

/** An entry of the audit trail, as the pages show it. */
export interface AuditView {
  /** What happened, in words. */
  readonly what: string;
  /** Whose sessions; null: everybody's, or nobody's. */
  readonly subject: AuditPerson | null;
  readonly actor: AuditPerson;
  /** On whose behalf, in words. */
  readonly initiator: string;
  /** Why, as somebody wrote it down. */
  readonly note: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The peers that are to know of it; none for a refusal. */
  readonly peers: readonly AuditPeer[];
}

/** Entries of the audit trail: what and to whom, by whom and when, and who knows of it. */
export function auditList(entries: readonly AuditView[]): SafeHtml {
  return html`<ol class="audit">${entries.map(entry)}</ol>`;
}

function entry({ what, subject, actor, initiator, note, at, peers }: AuditView): SafeHtml {
  return html`<li class="audit-entry">
<div><p><strong>${what}</strong>${subject ? html` for ${person(subject)}` : null}</p>
${note === null ? null : html`<p class="audit-note">${note}</p>`}</div>
<div class="muted"><p>By ${person(actor)} <span class="audit-initiator">(${initiator})</span></p>
<p>${secondOf(at)}</p></div>
<ul class="audit-peers">${peers.map(acknowledgement)}</ul>
</li>`;
}

function person({ text, href }: AuditPerson): SafeHtml {
  return href === undefined ? html`<span>${text}</span>` : html`<a href="${href}">${text}</a>`;
}

function acknowledgement({ peer, afterMilliseconds }: AuditPeer): SafeHtml {
  return afterMilliseconds === null
    ? html`<li class="badge badge-warning">${peer}: pending</li>`
    : html`<li class="badge">${peer}: after ${durationText(afterMilliseconds)}</li>`;
}
