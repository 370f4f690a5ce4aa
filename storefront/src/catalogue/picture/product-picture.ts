import type { Product } from '../product.ts';
import { findPalette } from './palette.ts';
import type { PictureDesign } from './picture-design.ts';
import { drawScene } from './scene.ts';
import { drawShape } from './shapes.ts';
import { element, escapeXml } from './svg.ts';

const PARCEL: PictureDesign = { shape: 'parcel', palette: 'walnut', scene: 'shelf' };

/**
 * Draws the picture of a product.
 *
 * The ground is opaque, so it looks the same on light and dark pages. There are no ids, styles
 * or links in it: it may be inlined many times in one page and needs nothing of any
 * Content-Security-Policy.
 *
 * @param product A product without a design gets a parcel.
 * @returns A whole SVG document, 400 × 400, titled with the product's name (escaped).
 */
export function productPicture({ name, picture = PARCEL }: Product): string {
  const palette = findPalette(picture.palette);
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: '0 0 400 400', role: 'img' },
    [
      element('title', {}, escapeXml(name)),
      drawScene(picture.scene, palette),
      drawShape(picture.shape, palette),
    ].join(''),
  );
}
