import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { group, path, rect, stroke } from '../svg.ts';

/** A notebook with a ribbon and an elastic, and another one under it. */
export function drawNotebook({ body, shade, light, accent, ink }: Palette): string {
  return [
    group([rect([122, 92, 172, 232], ink, 10, { opacity: 0.2 })], {
      transform: 'rotate(9 200 200)',
    }),
    group(
      [rect([112, 82, 172, 232], accent, 10), rect([112, 82, 22, 232], ink, 6, { opacity: 0.2 })],
      {
        transform: 'rotate(9 200 200)',
      },
    ),
    group(
      [
        rect([120, 96, 172, 232], ink, 10, { opacity: 0.22 }),
        path('M208 312l8 54 10-12 12 8-6-50z', accent),
        rect([118, 88, 170, 232], material.paper, 10),
        stroke('M276 310h10M276 304h10', material.rule, 2),
        rect([112, 84, 172, 232], body, 10),
        path('M122 84h14v232h-14a10 10 0 0 1-10-10V94a10 10 0 0 1 10-10z', shade),
        rect([254, 84, 9, 232], shade),
        rect([156, 128, 82, 56], material.paper, 5),
        stroke('M170 148h54M170 164h34', shade, 4),
        stroke('M148 98v204', light, 2, { opacity: 0.6 }),
      ],
      { transform: 'rotate(-8 200 200)' },
    ),
  ].join('');
}
