import { html, type SafeHtml } from '@remix-run/html-template';
import type { Chrome, ChromeLinks, Notice } from './chrome.ts';
import { type IconName, icon } from './icon.ts';

const icons: Readonly<Record<Notice['tone'], IconName>> = {
  info: 'info',
  success: 'check',
  warning: 'warning',
  error: 'error',
};

/** One boxed sentence with an icon; the caller decides whether it is a live region. */
export function noticeBox(tone: Notice['tone'], content: string | SafeHtml): SafeHtml {
  return html`<div class="notice notice-${tone}">${icon(icons[tone])}<div class="notice-text">${content}</div></div>`;
}

/**
 * The live region at the top of the content.
 *
 * It exists on every page, also when empty: screen readers announce changes of a region they
 * already know, and the script puts its own messages there.
 */
export function noticeRegion({ notice, links }: Chrome): SafeHtml {
  const content = notice ? noticeBox(notice.tone, sentence(notice, links)) : null;
  if (notice?.tone === 'error') {
    return html`<div class="notices" role="alert" aria-live="assertive">${content}</div>`;
  }
  return html`<div class="notices" role="status" aria-live="polite">${content}</div>`;
}

function sentence({ text, link }: Notice, links: ChromeLinks): SafeHtml {
  return html`<p>${text}${link ? html` <a href="${links[link.to]}">${link.label}</a>` : null}</p>`;
}
