import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { circle, group, path, rect, stroke } from '../svg.ts';

/** An iron pan with a fried egg, seen from above. */
export function drawSkillet({ ink }: Palette): string {
  return [
    circle(182, 222, 118, ink, { opacity: 0.22 }),
    group(
      [
        rect([270, 180, 130, 38], material.iron, 19),
        rect([280, 190, 108, 10], material.ironLight, 5),
        circle(376, 199, 8, material.ironShade),
      ],
      { transform: 'rotate(-42 172 210)' },
    ),
    circle(172, 210, 118, material.iron),
    circle(172, 210, 102, material.ironShade),
    stroke('M94 182a82 82 0 0 1 60-52', material.ironLight, 7),
    path(
      'M120 214c-8-34 26-64 58-50 18-16 60-2 54 34 22 20 6 60-26 56-14 24-62 22-66-6-20 0-26-20-20-34z',
      '#ffffff',
    ),
    circle(176, 212, 27, material.flame),
    stroke('M160 206c2-8 8-12 14-13', material.flameLight, 6),
    ...[
      [134, 232],
      [210, 184],
      [206, 240],
      [150, 176],
    ].map(([x = 0, y = 0]) => circle(x, y, 3, material.iron)),
  ].join('');
}
