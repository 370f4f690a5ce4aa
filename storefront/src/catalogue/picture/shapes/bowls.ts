import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { ellipse, path, rect, stroke } from '../svg.ts';

/** Two bowls, one in the other. */
export function drawBowls(palette: Palette): string {
  const { body, shade, light, accent } = palette;
  return [
    drawShadow(palette, 200, 106),
    rect([158, 308, 84, 14], shade, 5),
    path('M88 222h224c-6 58-52 90-86 92h-52c-34-2-80-34-86-92z', accent),
    path('M262 222h50c-6 58-52 90-86 92h-24c34-14 56-46 60-92z', shade, { opacity: 0.35 }),
    ellipse([200, 222, 112, 11], shade),
    path('M84 168h232c-4 40-30 66-60 76H144c-30-10-56-36-60-76z', body),
    path('M266 168h50c-4 40-30 66-60 76h-30c24-14 38-40 40-76z', shade),
    stroke('M110 194c6 16 14 26 26 34', light, 8),
    ellipse([200, 168, 116, 20], light),
    ellipse([200, 171, 104, 14], shade),
    path('M98 173c30 16 174 16 204 0-10 14-194 14-204 0z', body),
  ].join('');
}
