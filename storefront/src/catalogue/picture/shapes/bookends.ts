import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { group, path, rect, stroke } from '../svg.ts';

/** Two quarter arches with books between them. */
export function drawBookends(palette: Palette): string {
  const { body, shade, light, accent, ink } = palette;
  return [
    drawShadow(palette, 200, 160),
    ...drawArch(),
    group(drawArch(), { transform: 'matrix(-1 0 0 1 400 0)' }),
    ...drawBook(126, 150, 34, body, light),
    ...drawBook(162, 128, 26, accent, shade),
    ...drawBook(190, 164, 38, ink, accent),
    group(drawBook(231, 142, 30, light, ink), { transform: 'rotate(5 246 322)' }),
  ].join('');
}

function drawArch(): string[] {
  return [
    path('M124 322H34c0-62 38-106 90-106z', material.wood),
    path('M124 322H92c0-30 12-50 32-54z', material.woodShade),
    stroke('M54 304c4-34 22-58 50-68', material.woodLight, 6),
  ];
}

function drawBook(x: number, top: number, width: number, cover: string, band: string): string[] {
  return [
    rect([x, top, width, 322 - top], cover, 4),
    rect([x, top + 24, width, 8], band),
    rect([x, top + 38, width, 4], band),
    rect([x, 290, width, 8], band),
  ];
}
