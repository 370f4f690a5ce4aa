import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { ellipse, group, path, rect, stroke } from '../svg.ts';

/** A rolling pin on a round of dough. */
export function drawRollingPin({ ink }: Palette): string {
  return [
    path(
      'M92 214c-10-70 60-124 128-112 70 10 112 70 96 128-14 60-70 86-124 80-56-4-92-40-100-96z',
      ink,
      { opacity: 0.16, transform: 'translate(6 10)' },
    ),
    path(
      'M92 214c-10-70 60-124 128-112 70 10 112 70 96 128-14 60-70 86-124 80-56-4-92-40-100-96z',
      material.paper,
    ),
    stroke('M120 226c8 36 36 56 70 60', material.paperShade, 8),
    group(
      [
        rect([46, 190, 316, 52], ink, 26, { opacity: 0.2 }),
        rect([40, 176, 320, 52], material.wood, 26),
        path('M40 206h320a26 26 0 0 1-26 22H66a26 26 0 0 1-26-22z', material.woodShade),
        stroke('M78 192h180M276 192h24', material.woodLight, 7),
        ellipse([342, 202, 12, 20], material.woodLight),
        ellipse([342, 202, 6, 11], material.wood),
      ],
      { transform: 'rotate(-38 200 202)' },
    ),
  ].join('');
}
