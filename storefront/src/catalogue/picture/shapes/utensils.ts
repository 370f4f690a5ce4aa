import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { ellipse, group, path, rect, stroke } from '../svg.ts';

/** Three wooden tools standing in a jar. */
export function drawUtensils(palette: Palette): string {
  const { body, shade, light, accent } = palette;
  return [
    drawShadow(palette, 200, 82),
    group(
      [rect([193, 110, 14, 150], material.wood, 7), ellipse([200, 86, 30, 42], material.woodLight)],
      { transform: 'rotate(-19 200 300)' },
    ),
    group(
      [
        rect([193, 110, 14, 150], material.woodShade, 7),
        path('M176 44h48l6 76a12 12 0 0 1-12 12h-36a12 12 0 0 1-12-12z', material.wood),
        stroke('M191 66v40M209 66v40', material.woodShade, 6),
      ],
      { transform: 'rotate(21 200 300)' },
    ),
    group(
      [
        rect([193, 90, 14, 150], material.woodLight, 7),
        ellipse([200, 62, 29, 40], material.wood),
        ellipse([200, 62, 18, 28], material.woodShade),
      ],
      { transform: 'rotate(1 200 300)' },
    ),
    path('M132 198h136v104a20 20 0 0 1-20 20h-96a20 20 0 0 1-20-20z', body),
    path('M236 198h32v104a20 20 0 0 1-20 20h-32c16-24 22-70 20-124z', shade),
    rect([124, 190, 152, 20], light, 10),
    stroke('M132 240h136M132 254h136', accent, 5),
  ].join('');
}
