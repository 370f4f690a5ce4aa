import { html, type SafeHtml } from '@remix-run/html-template';
import { linkButton } from './button.ts';
import { type IconName, icon } from './icon.ts';

/** What is said where nothing is, and what to do instead. */
export interface EmptyState {
  /** Drawn above the heading. */
  readonly icon: IconName;
  /** The heading, second level. */
  readonly title: string;
  /** One or two sentences below the heading. */
  readonly text: string;
  /** Where to go from here. */
  readonly href: string;
  /** Text of the link. */
  readonly label: string;
}

/** A calm box in place of an empty list: never a dead end. */
export function emptyState(state: EmptyState): SafeHtml {
  return html`<section class="empty-state">
<div class="empty-icon">${icon(state.icon)}</div>
<h2>${state.title}</h2>
<p>${state.text}</p>
<p>${linkButton({ href: state.href, label: state.label })}</p>
</section>`;
}
