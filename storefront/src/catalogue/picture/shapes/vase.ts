import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { circle, ellipse, path, stroke } from '../svg.ts';

/** A narrow-necked vase with three stems. */
export function drawVase(palette: Palette): string {
  const { body, shade, light, accent } = palette;
  return [
    drawShadow(palette, 200, 74),
    stroke(
      'M198 206c-4-50-34-70-46-104M200 206c2-60 6-90 2-140M204 206c6-44 34-60 44-86',
      material.leafShade,
      5,
    ),
    path('M188 150c-30-2-44-18-46-38 26 0 44 14 46 38z', material.leaf),
    path('M206 158c6-26 22-38 46-38-2 24-20 40-46 38z', material.leafLight),
    ...drawFlower(150, 96, 1, accent),
    ...drawFlower(202, 60, 1.2, material.flame),
    ...drawFlower(252, 112, 0.9, accent),
    path(
      'M184 196h32c0 32 56 50 56 92 0 22-18 34-38 34h-68c-20 0-38-12-38-34 0-42 56-60 56-92z',
      body,
    ),
    path('M204 196h12c0 32 56 50 56 92 0 22-18 34-38 34h-26c54-30 10-80-4-126z', shade),
    stroke('M150 286c2-16 14-28 24-38', light, 8),
    ellipse([200, 196, 20, 6], light),
    ellipse([200, 197, 13, 3.5], shade),
  ].join('');
}

function drawFlower(cx: number, cy: number, scale: number, color: string): string[] {
  const petals = [0, 60, 120, 180, 240, 300].map((angle) =>
    ellipse([cx, cy - 15 * scale, 9 * scale, 14 * scale], color, {
      transform: `rotate(${angle} ${cx} ${cy})`,
    }),
  );
  return [...petals, circle(cx, cy, 9 * scale, material.terracotta)];
}
