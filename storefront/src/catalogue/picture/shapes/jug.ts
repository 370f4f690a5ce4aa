import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { ellipse, path, stroke } from '../svg.ts';

/** A jug with a lip and a large handle. */
export function drawJug(palette: Palette): string {
  const { body, shade, light, accent } = palette;
  return [
    drawShadow(palette, 194, 92),
    stroke('M250 158c72-22 84 96 6 110', shade, 18),
    path(
      'M138 118h108c2 50 42 66 42 128 0 42-14 68-34 76H134c-20-8-34-34-34-76 0-62 40-78 38-128z',
      body,
    ),
    path('M222 118h24c2 50 42 66 42 128 0 42-14 68-34 76h-34c46-60 22-120 2-204z', shade),
    path(
      'M102 228c40 14 146 14 184 0 2 6 2 12 2 18 0 8 0 15-2 22-38 14-146 14-184 0-4-16-2-30 0-40z',
      accent,
    ),
    stroke('M122 206c6-16 18-32 24-50', light, 8),
    path('M150 104c-18 2-34-2-48-14 0 24 14 48 36 62z', body),
    ellipse([190, 114, 58, 14], light),
    ellipse([190, 116, 48, 9], shade),
  ].join('');
}
