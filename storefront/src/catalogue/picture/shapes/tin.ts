import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { ellipse, path, rect, stroke } from '../svg.ts';

/** A tin with a label, and on the label a leaf. */
export function drawTin(palette: Palette): string {
  const { body, shade, light, accent } = palette;
  return [
    drawShadow(palette, 200, 92),
    rect([122, 150, 156, 172], body, 12),
    path('M240 150h38v160a12 12 0 0 1-12 12h-40c10-40 16-110 14-172z', shade),
    rect([114, 112, 172, 52], light, 12),
    path('M244 112h30a12 12 0 0 1 12 12v28a12 12 0 0 1-12 12h-32z', body),
    stroke('M132 132h84', material.glass, 6, { opacity: 0.45 }),
    ellipse([200, 240, 54, 58], material.paper),
    ellipse([200, 240, 47, 51], 'none', { stroke: accent, 'stroke-width': 3 }),
    path('M200 276c-34-20-34-50 0-74 34 24 34 54 0 74z', material.leaf),
    path('M200 276c34-20 34-50 0-74z', material.leafShade),
    stroke('M200 218v62', material.paper, 3),
  ].join('');
}
