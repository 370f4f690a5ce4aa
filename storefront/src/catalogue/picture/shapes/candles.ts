import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { circle, ellipse, path, rect, stroke } from '../svg.ts';

/** Three candles on a tray, all burning. */
export function drawCandles(palette: Palette): string {
  const { ink, accent } = palette;
  return [
    ...[
      [128, 166],
      [204, 96],
      [276, 204],
    ].map(([x = 0, y = 0]) => circle(x, y, 46, material.flameLight, { opacity: 0.5 })),
    drawShadow(palette, 200, 140, 334),
    ...drawCandle(96, 206, 64),
    ...drawCandle(168, 136, 72),
    ...drawCandle(248, 244, 56),
    rect([72, 316, 256, 16], ink, 8),
    rect([72, 316, 256, 6], accent, 3),
  ].join('');
}

function drawCandle(x: number, top: number, width: number): string[] {
  const middle = x + width / 2;
  return [
    rect([x, top, width, 318 - top], material.wax),
    rect([x + width - 20, top, 20, 318 - top], material.waxShade),
    ellipse([middle, top, width / 2, 8], material.flameLight),
    path(`M${x + 10} ${top}h14v30a7 7 0 0 1-14 0z`, material.flameLight),
    stroke(`M${middle} ${top}v-14`, material.coffee, 4),
    path(`M${middle} ${top - 62}c24 28 22 50 0 52-22-2-24-24 0-52z`, material.flame),
    path(`M${middle} ${top - 36}c11 13 10 22 0 24-10-2-11-11 0-24z`, material.flameLight),
  ];
}
