import { html, type SafeHtml } from '@remix-run/html-template';
import { linkButton } from './button.ts';
import type { Chrome } from './chrome.ts';
import { layout } from './layout.ts';

/** What went wrong, for a person. */
export interface ErrorView {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  /** The heading. */
  readonly title: string;
  /** One sentence: what it means and what to do. */
  readonly detail: string;
  /** The way on; an error is never a dead end. */
  readonly backHref: string;
  /** Text of that link. */
  readonly backLabel: string;
}

/** The page for every refused or failed request of a browser. */
export function errorPage(chrome: Chrome, error: ErrorView): SafeHtml {
  return layout(
    chrome,
    html`<section class="narrow error-page">
<p class="error-status">Error ${error.status}</p>
<h1>${error.title}</h1>
<p class="lead">${error.detail}</p>
<p>${linkButton({ href: error.backHref, label: error.backLabel, icon: 'back' })}</p>
</section>`,
  );
}
