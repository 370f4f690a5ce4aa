import {
  type Chrome,
  hiddenFields,
  html,
  layout,
  momentOf,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import { agoOf } from './time-ago.ts';

/** A device on which somebody is signed in. */
export interface SessionView {
  /** Names it towards the API. */
  readonly id: string;
  /** In words, e.g. “Chrome on Windows”. */
  readonly device: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
  /** Of the sign-in; epoch seconds. */
  readonly createdAt: number;
  /** Of the last request; epoch seconds. */
  readonly lastSeenAt: number;
}

/** Where somebody is signed in. */
export interface SessionsModel {
  /** The current one first. */
  readonly sessions: readonly SessionView[];
  /** Epoch seconds. */
  readonly now: number;
}

/** The devices on which somebody is signed in, each with a way to end that. */
export function sessionsPage(chrome: Chrome, { sessions, now }: SessionsModel): SafeHtml {
  const others = sessions.filter(({ current }) => !current).length;
  return layout(
    chrome,
    html`<section class="medium">
<p class="back-link"><a href="${chrome.links.account}">Your account</a></p>
<h1>Where you are signed in</h1>
<p class="lead">You do not know one of these devices? Sign it out, and <a href="/account/password">change your password</a>.</p>
<ul class="panel session-list">${sessions.map((each) => entry(each, chrome.path, now))}</ul>
<div class="button-row">
${others > 0 ? endOthers() : null}
${signOutEverywhere()}
</div>
<p class="panel-note">A device is signed out here at once, and in the shop moments later. Its cart stays.</p>
</section>`,
  );
}

/** Ends all sessions of whoever is signed in, this one included. */
export function signOutEverywhere(): SafeHtml {
  return html`<form method="post" action="/api/logout">
${hiddenFields({ everywhere: 'yes' })}
${submitButton({ label: 'Sign out everywhere', look: 'quiet' })}
</form>`;
}

function endOthers(): SafeHtml {
  return html`<form method="post" action="/api/sessions/end-others">
${submitButton({ label: 'Sign out all other devices' })}
</form>`;
}

function entry(session: SessionView, returnPath: string, now: number): SafeHtml {
  const { id, device, current, createdAt, lastSeenAt } = session;
  return html`<li class="session">
<div class="session-text">
<p class="session-device"><strong>${device}</strong>${current ? html` <span class="badge">This device</span>` : null}</p>
<p class="muted">${current ? null : html`Last seen ${agoOf(lastSeenAt, now)} · `}Signed in ${momentOf(createdAt)}</p>
</div>
<form method="post" action="/api/sessions/${encodeURIComponent(id)}/end">
${hiddenFields({ return: returnPath })}
${submitButton({ label: 'Sign out', about: device, look: 'quiet', size: 'small' })}
</form>
</li>`;
}
