import { html, type SafeHtml } from '@remix-run/html-template';
import type { Product, ProductCategory } from '../../platform/products.ts';

// In the lines of an old catalogue, on 120 by 120. Attributes, no styles: the policy of the pages forbids those.
const byId: Readonly<Record<string, SafeHtml>> = {
  'canvas-tote': html`<path d="M30 46h60l6 52H24z"/><path d="M44 56V38a16 16 0 0 1 32 0v18"/>`,
  'day-pack': html`<path d="M36 100V48a24 24 0 0 1 48 0v52z"/><path d="M44 70h32v18H44zM50 26a10 10 0 0 1 20 0M28 64v32h8M92 64v32h-8"/>`,
  'felt-sleeve': html`<path d="M22 38h76v48H22z"/><path d="M22 46h76M72 38v22H58V38"/>`,
  'weekend-bag': html`<path d="M20 54h80v40H20z"/><path d="M44 54V40a16 12 0 0 1 32 0v14M34 54v40M86 54v40"/>`,
  'arc-lamp': html`<path d="M26 100h34M43 100V58a26 26 0 0 1 46-16"/><path d="M76 46l20-6 4 18-26 6z"/>`,
  'clip-lamp': html`<path d="M26 92h30M26 80h30M56 74v24M48 80L62 54M58 40l34 14-10 22-34-14z"/>`,
  'paper-lantern': html`<path d="M60 18v14"/><circle cx="60" cy="64" r="32"/><path d="M30 54h60M28 64h64M30 74h60M50 32h20M50 96h20"/>`,
  'storm-lantern': html`<path d="M42 88h36v12H42z"/><path d="M46 88c-12-18-6-36 2-44h24c8 8 14 26 2 44M48 44V34h24v10M48 34a12 16 0 0 1 24 0"/><path d="M60 62c8 10 4 18 0 18s-8-8 0-18z"/>`,
  'brass-ruler': html`<path d="M18 48h84v24H18z"/><path d="M30 48v10M42 48v14M54 48v10M66 48v14M78 48v10M90 48v14"/>`,
  'dot-notebook': html`<path d="M36 22h42a6 6 0 0 1 6 6v64a6 6 0 0 1-6 6H36z"/><path d="M46 22v76M58 44h.5M70 44h.5M58 58h.5M70 58h.5M58 72h.5M70 72h.5"/>`,
  'fountain-pen': html`<path d="M30 78L76 32l12 12-46 46-18 6z"/><path d="M64 44l12 12M30 78l12 12M82 26l12 12-6 6-12-12z"/>`,
  'pencil-set': html`<path d="M34 98V40l8-16 8 16v58zM52 98V40l8-16 8 16v58zM70 98V40l8-16 8 16v58z"/><path d="M34 40h16M52 40h16M70 40h16M34 88h52"/>`,
};

// For a catalogue of somebody's own.
const byCategory: Readonly<Record<ProductCategory, SafeHtml>> = {
  Bags: html`${byId['canvas-tote']}`,
  Lamps: html`${byId['arc-lamp']}`,
  Stationery: html`${byId['dot-notebook']}`,
};

/** The picture of a product; it tells nothing that its name does not, so it is hidden from assistive technology. */
export function productPicture({ id, category }: Product): SafeHtml {
  const drawing = byId[id] ?? byCategory[category];
  return html`<svg class="picture" viewBox="0 0 120 120" aria-hidden="true" focusable="false">${drawing}</svg>`;
}
