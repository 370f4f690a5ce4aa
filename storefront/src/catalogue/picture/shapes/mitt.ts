import type { Palette } from '../palette.ts';
import { path, rect, stroke } from '../svg.ts';

/** A quilted oven mitt hanging by its loop, thumb to the right. */
export function drawMitt({ body, shade, light, accent, ink }: Palette): string {
  const hand = 'M136 150h112v46c24-20 54-18 60 2 6 22-22 44-46 66 0 60-16 96-70 96s-70-38-68-90z';
  return [
    path(hand, ink, { opacity: 0.16, transform: 'translate(9 8)' }),
    stroke('M192 122c-14-40-8-58 8-58s20 18 8 58', accent, 8),
    path(hand, body),
    path('M248 196c24-20 54-18 60 2 6 22-22 44-46 66 0 60-16 96-70 96 40-34 44-96 56-164z', shade),
    stroke(
      'M138 178l104 96M132 222l100 94M130 270l66 72M176 176l64 58M230 190l-98 92M242 236l-96 88M236 292l-52 50',
      light,
      3,
      { opacity: 0.75 },
    ),
    rect([122, 110, 138, 52], accent, 12),
    stroke('M132 136h118', shade, 4, { 'stroke-dasharray': '8 9' }),
  ].join('');
}
