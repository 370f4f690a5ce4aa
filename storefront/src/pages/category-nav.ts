import { html, type SafeHtml } from '@remix-run/html-template';
import { attributes } from './attributes.ts';
import type { Browse } from './chrome.ts';

/** Address of a category's product list on the shopping domain. */
export function categoryHref(category: string): string {
  return `/?category=${encodeURIComponent(category)}`;
}

/**
 * The navigation below the header.
 *
 * @param path Local path of the page: the plain list is marked as current on `/` alone.
 */
export function categoryNav(browse: Browse, path: string): SafeHtml {
  const everything = path === '/' && !browse.category && !browse.text;
  return html`<nav class="categories" aria-label="Categories">
<ul>
${entry('/', 'Everything', everything)}
${browse.categories.map((name) => entry(categoryHref(name), name, name === browse.category))}
</ul>
</nav>`;
}

function entry(href: string, label: string, current: boolean): SafeHtml {
  return html`<li><a href="${href}"${attributes({ 'aria-current': current && 'page' })}>${label}</a></li>`;
}
