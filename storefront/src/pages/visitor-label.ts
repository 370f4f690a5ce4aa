import { html, type SafeHtml } from '@remix-run/html-template';
import { submitButton } from './button.ts';
import { type Chrome, shownEmail } from './chrome.ts';
import { icon } from './icon.ts';

/**
 * What the header says about the visitor (design §2): a guest and a recognized visitor are offered
 * to sign in, and only somebody signed in on checkout sees a name.
 */
export function visitorLabel(chrome: Chrome): SafeHtml {
  const isSignedIn = chrome.site === 'checkout' && chrome.visitor === 'authenticated';
  return html`<div class="visitor">${icon('account')}${isSignedIn ? signedIn(chrome) : invitation(chrome)}</div>`;
}

function invitation(chrome: Chrome): SafeHtml {
  const greeting = chrome.visitor === 'anonymous' ? 'Guest' : 'Welcome back';
  return html`<span class="visitor-state">${greeting}</span><span class="dot" aria-hidden="true"> · </span><a href="${chrome.links.signIn}">Sign in</a>${signOutForm(chrome, 'Not you?')}`;
}

function signedIn(chrome: Chrome): SafeHtml {
  const email = shownEmail(chrome);
  const account = html`<span class="visually-hidden">Your account: </span>${email}`;
  return html`<a class="visitor-email" href="${chrome.links.account}">${email === null ? 'Your account' : account}</a>${signOutForm(chrome, 'Sign out')}`;
}

/** A recognized visitor may be somebody else by now: then the browser is to forget the one before. */
function signOutForm({ site, signOut }: Chrome, label: string): SafeHtml | null {
  if (!signOut || site !== 'checkout') return null;
  return html`<form method="post" action="${signOut.action}">${submitButton({ label, look: 'link' })}</form>`;
}
