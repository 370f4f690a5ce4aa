import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { circle, path, rect, stroke } from '../svg.ts';

/** A plate between fork and knife, seen from above. */
export function drawPlate(palette: Palette): string {
  const { body, shade, light, accent, ink } = palette;
  return [
    circle(206, 208, 112, ink, { opacity: 0.18 }),
    circle(200, 200, 112, body),
    circle(200, 200, 104, 'none', { stroke: accent, 'stroke-width': 4 }),
    circle(200, 200, 78, shade),
    circle(202, 203, 76, light),
    stroke('M146 184a58 58 0 0 1 26-36', shade, 6, { opacity: 0.7 }),
    ...drawFork(52),
    rect([340, 204, 14, 116], material.steelShade, 7),
    path('M340 208V96c20 16 26 60 16 112z', material.steel),
  ].join('');
}

function drawFork(x: number): string[] {
  const tines = [-15, -5, 5, 15].map((offset) => `M${x + offset} 94v44`).join('');
  return [
    stroke(tines, material.steel, 6),
    path(`M${x - 18} 134h36c0 34-10 46-18 50-8-4-18-16-18-50z`, material.steel),
    rect([x - 6, 176, 12, 144], material.steelShade, 6),
  ];
}
