import { html, type SafeHtml } from '@remix-run/html-template';
import { icon } from './icon.ts';

/** The search box of the shopping domain: `GET /` with `q`. @param text What was searched for last. */
export function searchForm(text = ''): SafeHtml {
  return html`<form class="search" role="search" method="get" action="/">
<label class="visually-hidden" for="search">Search the shop</label>
<input class="input" id="search" type="search" name="q" value="${text}" placeholder="Search the shop" maxlength="100" autocomplete="off" enterkeyhint="search">
<button class="search-button" type="submit">${icon('search')}<span class="visually-hidden">Search</span></button>
</form>`;
}
