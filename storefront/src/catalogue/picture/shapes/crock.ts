import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { ellipse, path, stroke } from '../svg.ts';

const STEMS: readonly (readonly [x: number, y: number])[] = [
  [138, 82],
  [170, 48],
  [204, 66],
  [236, 44],
  [266, 84],
];

/** A tall jar of dried grasses, dipped in a second glaze. */
export function drawCrock(palette: Palette): string {
  const { body, shade, light, accent } = palette;
  return [
    drawShadow(palette, 200, 84),
    ...STEMS.map(drawGrass),
    path('M130 162h140v144a16 16 0 0 1-16 16H146a16 16 0 0 1-16-16z', material.paper),
    path('M238 162h32v144a16 16 0 0 1-16 16h-28c12-40 14-100 12-160z', material.paperShade),
    path('M130 162h140v86c-18 22-36-8-54 6s-32 18-48 0-26 4-38-6z', body),
    path('M238 162h32v86c-10 12-20 6-30 2 2-30 0-60-2-88z', shade),
    stroke('M150 186v40', light, 8),
    ellipse([200, 162, 70, 13], light),
    ellipse([200, 164, 59, 8.5], shade),
    stroke('M146 292h92', accent, 4, { opacity: 0.7 }),
  ].join('');
}

function drawGrass([x, y]: (typeof STEMS)[number]): string {
  const lean = (x - 202) * 0.35;
  return [
    stroke(`M200 170Q${200 + lean} 120 ${x} ${y}`, material.woodShade, 4),
    ellipse([x, y, 11, 32], material.woodLight, { transform: `rotate(${lean} ${x} ${y})` }),
    ellipse([x + 2, y, 4, 24], material.wood, { transform: `rotate(${lean} ${x} ${y})` }),
  ].join('');
}
