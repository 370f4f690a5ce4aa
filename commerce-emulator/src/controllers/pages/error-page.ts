import { html, type SafeHtml } from '@remix-run/html-template';
import { layout } from './layout.ts';
import type { Page } from './page.ts';

/** What a shopper sees when a controller fails, as plugin_slas lets it fail. */
export function errorPage(page: Page, explanation: string): SafeHtml {
  return layout(
    page,
    html`<p class="error" role="alert">${explanation}</p><p><a class="button" href="${page.url('Home-Show')}">Home</a></p>`,
  );
}
