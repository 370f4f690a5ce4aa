import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { circle, ellipse, path, rect, stroke } from '../svg.ts';

/** A roll of dotted paper standing up, its end unrolled, tied with a ribbon. */
export function drawWrapping(palette: Palette): string {
  const { body, shade, light, accent, ink } = palette;
  return [
    drawShadow(palette, 210, 104),
    path('M204 96h112c6 80-10 150 4 226H204z', light),
    ...drawDots(accent),
    path('M204 96h24v226h-24z', ink, { opacity: 0.14 }),
    rect([120, 92, 88, 226], body),
    path('M178 92h30v226h-30z', shade),
    ellipse([164, 318, 44, 8], shade),
    ...[116, 160, 204, 248, 292].flatMap((y) => [
      circle(138, y, 7, accent),
      circle(166, y + 20, 7, accent),
      circle(192, y, 6, accent, { opacity: 0.85 }),
    ]),
    ellipse([164, 92, 44, 12], light),
    ellipse([164, 92, 30, 8], accent),
    ellipse([164, 93, 18, 5], ink),
    stroke('M120 208c20 10 68 10 88 0', ink, 8),
    stroke('M164 214c-30-30-44 0 0 0 44 0 30-30 0 0M164 214l-20 34M164 214l18 36', ink, 6),
  ].join('');
}

function drawDots(color: string): string[] {
  return [118, 162, 206, 250, 294].flatMap((y) => [
    circle(246, y, 7, color),
    circle(270, y + 20, 7, color),
    circle(294, y, 7, color),
  ]);
}
