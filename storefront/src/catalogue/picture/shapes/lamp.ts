import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { circle, group, path, rect, stroke } from '../svg.ts';

/** A jointed desk lamp, switched on. */
export function drawLamp(palette: Palette): string {
  const { body, shade, light, accent, ink } = palette;
  return [
    path('M128 132 244 186 266 322H24z', material.flameLight, { opacity: 0.6 }),
    drawShadow(palette, 300, 66),
    stroke('M296 306 334 208', ink, 10),
    stroke('M334 208 250 112', ink, 10),
    circle(334, 208, 13, accent),
    circle(334, 208, 5, ink),
    group(
      [
        circle(200, 176, 24, material.flameLight),
        path('M136 180c0-46 26-78 64-78s64 32 64 78z', body),
        path('M222 106c26 10 42 38 42 74h-34c4-28 2-52-8-74z', shade),
        stroke('M156 162c4-22 14-34 26-40', light, 8),
        rect([184, 82, 32, 26], accent, 8),
        rect([130, 174, 140, 12], shade, 6),
      ],
      { transform: 'rotate(24 236 96) translate(16 -8)' },
    ),
    path('M244 322c0-20 22-30 56-30s56 10 56 30z', body),
    path('M316 293c24 3 40 13 40 29h-34c2-12 0-22-6-29z', shade),
  ].join('');
}
