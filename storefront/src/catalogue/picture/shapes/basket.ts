import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { path, rect, stroke } from '../svg.ts';

/** A woven basket with two handles and a blanket over the edge. */
export function drawBasket(palette: Palette): string {
  const { body, shade, light, accent } = palette;
  return [
    drawShadow(palette, 200, 116),
    stroke('M112 196c-44-50-6-84 18-10M288 196c44-50 6-84-18-10', material.woodShade, 11),
    path('M126 190c10-34 46-50 82-46 36-4 62 14 68 46z', accent),
    path('M208 144c36-4 62 14 68 46h-58c8-18 6-32-10-46z', shade, { opacity: 0.4 }),
    path('M98 186h204l-20 126a12 12 0 0 1-12 10H130a12 12 0 0 1-12-10z', material.wood),
    path('M256 186h46l-20 126a12 12 0 0 1-12 10h-34c14-40 20-90 20-136z', material.woodShade),
    ...drawWeave(),
    rect([90, 176, 220, 22], material.woodLight, 11),
    path('M152 176h58v70l-14-10-15 12-15-12-14 10z', body),
    stroke('M160 190v40M181 190v44M202 190v40', light, 3, { 'stroke-dasharray': '6 6' }),
  ].join('');
}

function drawWeave(): string[] {
  return [214, 236, 258, 280, 302].map((y, index) => {
    const inset = (y - 186) * 0.159;
    return stroke(`M${106 + inset} ${y}H${294 - inset}`, material.woodLight, 5, {
      'stroke-dasharray': '13 15',
      'stroke-dashoffset': index % 2 === 0 ? 0 : 14,
    });
  });
}
