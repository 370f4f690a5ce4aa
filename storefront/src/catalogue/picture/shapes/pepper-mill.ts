import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { circle, path, rect, stroke } from '../svg.ts';

/** A turned mill with peppercorns around its foot. */
export function drawPepperMill(palette: Palette): string {
  const { body, shade, light, ink } = palette;
  return [
    drawShadow(palette, 200, 80),
    path('M150 322c-4-40 14-54 18-84 4-24-14-36-14-62h92c0 26-18 38-14 62 4 30 22 44 18 84z', body),
    path('M222 176h24c0 26-18 38-14 62 4 30 22 44 18 84h-26c6-60-14-70-2-146z', shade),
    stroke('M178 196c0 18 10 28 8 46', light, 7),
    rect([146, 164, 108, 16], material.steelShade, 5),
    rect([146, 164, 70, 16], material.steel, 5),
    path('M158 164c-14-40 8-60 42-60s56 20 42 60z', body),
    path('M222 108c28 8 30 32 20 56h-26c10-22 12-40 6-56z', shade),
    stroke('M176 146c-2-12 4-20 12-24', light, 7),
    circle(200, 94, 13, material.brass),
    rect([142, 308, 116, 14], shade, 6),
    ...[
      [116, 318],
      [98, 324],
      [290, 320],
      [308, 314],
      [128, 328],
    ].map(([x = 0, y = 0]) => circle(x, y, 6, ink)),
  ].join('');
}
