import type { Palette } from '../palette.ts';
import { circle, group, path, rect, stroke } from '../svg.ts';

/** A serving board hanging by a loop, with a knot in its grain. */
export function drawBoard(palette: Palette): string {
  const { body, shade, light, accent, ground, ink } = palette;
  return group(
    [
      rect([134, 124, 148, 230], ink, 26, { opacity: 0.18 }),
      path(
        'M126 150a26 26 0 0 1 26-26h20V72a28 28 0 0 1 56 0v52h20a26 26 0 0 1 26 26v174a26 26 0 0 1-26 26H152a26 26 0 0 1-26-26z',
        body,
      ),
      path('M248 124a26 26 0 0 1 26 26v174a26 26 0 0 1-26 26h-12V124z', shade),
      stroke('M152 152c10 60-8 120 2 174M178 146c14 50-12 60-6 100s-6 50 2 82', light, 4),
      stroke('M212 140c-12 60 16 80 4 120s4 46 0 70', light, 4),
      circle(192, 212, 13, shade),
      circle(192, 212, 6, body),
      circle(200, 74, 11, ground),
      stroke('M200 74c-34-50 34-50 0 0', accent, 6),
    ],
    { transform: 'rotate(7 200 220)' },
  );
}
