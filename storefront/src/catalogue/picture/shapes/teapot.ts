import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { circle, ellipse, path, rect, stroke } from '../svg.ts';

/** A round teapot with its lid on. */
export function drawTeapot(palette: Palette): string {
  const { body, shade, light, accent } = palette;
  return [
    drawShadow(palette, 198, 110),
    stroke('M120 204c-72-20-84 84-8 84', shade, 17),
    path('M258 212c46-2 42-58 84-70l12 14c-24 20-16 88-88 122z', shade),
    rect([146, 306, 104, 16], shade, 8),
    ellipse([196, 240, 98, 76], body),
    path('M244 173.500C294 200 306 270 252 303c30-38 30-92-8-129.500z', shade),
    path('M138 182c10-36 106-36 116 0z', light),
    rect([132, 177, 128, 12], shade, 6),
    circle(196, 144, 14, accent),
    stroke('M122 236c2-18 9-32 22-42', light, 8),
    stroke('M118 258c28 12 126 12 156 0', accent, 5, { opacity: 0.9 }),
  ].join('');
}
