import { html, linkButton, type SafeHtml } from '@domain-bridge/storefront/pages';
import { layout } from './layout.ts';
import type { PageFrame } from './page-frame.ts';

/** The page for a request that was refused or failed: says so, with a way on. */
export function problemPage(frame: PageFrame, status: number, detail: string): SafeHtml {
  return layout(
    frame,
    html`<section class="narrow error-page">
<p class="error-status">Error ${status}</p>
<h1>${frame.title}</h1>
<p class="lead">${detail}</p>
<p>${linkButton({ href: '/', label: 'To the shop', icon: 'back' })}</p>
</section>`,
  );
}
