import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { path, rect, stroke } from '../svg.ts';

const LEAVES: readonly (readonly [x: number, y: number, angle: number, size: number])[] = [
  [200, 196, -62, 1],
  [200, 196, 62, 1],
  [200, 170, -40, 1.15],
  [200, 170, 40, 1.15],
  [200, 140, -22, 0.95],
  [200, 140, 24, 0.95],
  [160, 190, -88, 0.8],
  [240, 190, 88, 0.8],
  [200, 126, 0, 0.9],
];

/** A clay pot with basil. */
export function drawHerbPot(palette: Palette): string {
  const { body, shade, light } = palette;
  return [
    drawShadow(palette, 200, 96),
    stroke(
      'M200 226V120M200 214c-20-20-30-24-46-26M200 214c20-20 30-24 46-26',
      material.leafShade,
      6,
    ),
    ...LEAVES.map((leaf, index) => drawLeaf(leaf, index)),
    path('M132 234h136l-16 80H148z', body),
    path('M234 234h34l-16 80h-32c10-24 16-50 14-80z', shade),
    rect([122, 212, 156, 34], light, 6),
    path('M240 212h32a6 6 0 0 1 6 6v22a6 6 0 0 1-6 6h-34z', body),
    path('M128 306h144l-8 12a10 10 0 0 1-8 4H144a10 10 0 0 1-8-4z', shade),
    stroke('M156 262l6 32', light, 6, { opacity: 0.8 }),
  ].join('');
}

function drawLeaf([x, y, angle, size]: (typeof LEAVES)[number], index: number): string {
  const at = { transform: `translate(${x} ${y}) rotate(${angle}) scale(${size})` };
  const fill = index % 2 === 0 ? material.leaf : material.leafLight;
  return [
    path('M0 0c-38-22-34-66 0-86 34 20 38 64 0 86z', fill, at),
    stroke('M0-8v-58', material.leafShade, 3, { ...at, opacity: 0.7 }),
  ].join('');
}
