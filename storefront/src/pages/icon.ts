import { html, type SafeHtml } from '@remix-run/html-template';

/** The icons of the shop: 24 × 24, drawn as strokes in the colour of the text beside them. */
const drawings = {
  account: html`<circle cx="12" cy="8" r="4"/><path d="M4 21c1-4.4 4.2-6.5 8-6.5s7 2.1 8 6.5"/>`,
  back: html`<path d="M20 12H4m7-7-7 7 7 7"/>`,
  cart: html`<path d="M5 8h14l-1.2 12H6.2z"/><path d="M8.5 10V7a3.5 3.5 0 0 1 7 0v3"/>`,
  check: html`<circle cx="12" cy="12" r="9"/><path d="m8 12.4 2.8 2.8L16.2 9.5"/>`,
  error: html`<circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.5m0 3.2v.1"/>`,
  info: html`<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.7v.1"/>`,
  invoice: html`<path d="M6 3h12v18l-3-2-3 2-3-2-3 2z"/><path d="M9.5 8h5m-5 4h5"/>`,
  lock: html`<rect x="5" y="11" width="14" height="9.5" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`,
  minus: html`<path d="M6 12h12"/>`,
  plus: html`<path d="M6 12h12M12 6v12"/>`,
  search: html`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>`,
  tag: html`<path d="M3.5 12.5v-9h9l8 8-9 9z"/><path d="M8 8v.1"/>`,
  truck: html`<path d="M3 6.5h11v10H3zm11 3.5h4l3 3v3.5h-7z"/><circle cx="7.5" cy="17.5" r="1.8"/><circle cx="17.5" cy="17.5" r="1.8"/>`,
  warning: html`<path d="M12 4 2.5 20h19z"/><path d="M12 10v4.5m0 2.6v.1"/>`,
} as const;

/** Name of an icon. */
export type IconName = keyof typeof drawings;

/** Draws an icon beside a text. It is hidden from screen readers: the text must say it all. */
export function icon(name: IconName): SafeHtml {
  return html`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">${drawings[name]}</svg>`;
}
