import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { path, rect, stroke } from '../svg.ts';

/** A parcel: for products nobody has drawn. */
export function drawParcel(palette: Palette): string {
  const { accent, ink } = palette;
  return [
    drawShadow(palette, 200, 116),
    rect([96, 166, 208, 156], material.wood, 8),
    path('M256 166h40a8 8 0 0 1 8 8v140a8 8 0 0 1-8 8h-46c10-50 12-106 6-156z', material.woodShade),
    path('M96 178l20-46h168l20 46z', material.woodLight),
    path('M184 132h32l4 46h-40z', accent),
    rect([180, 176, 40, 62], accent),
    rect([122, 256, 78, 44], material.paper, 4),
    stroke('M134 270h50M134 284h32', ink, 4, { opacity: 0.6 }),
  ].join('');
}
