import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { circle, path, rect, stroke } from '../svg.ts';

/** A kettle with a thin, bent spout. */
export function drawKettle(palette: Palette): string {
  const { body, shade, light, ink } = palette;
  return [
    drawShadow(palette, 204, 102),
    stroke('M150 292c-76 4-34-112-86-124', shade, 14),
    stroke('M64 168l-10 4', shade, 14),
    stroke('M262 194c62-30 96 20 52 96', ink, 15),
    path('M156 178h112l30 130a12 12 0 0 1-12 14H138a12 12 0 0 1-12-14z', body),
    path('M238 178h30l30 130a12 12 0 0 1-12 14h-40c14-32 8-92-8-144z', shade),
    stroke('M164 206l-16 76', light, 8),
    path('M162 178c6-26 94-26 100 0z', light),
    rect([150, 172, 124, 13], ink, 6),
    rect([206, 138, 12, 18], material.woodShade),
    circle(212, 134, 14, material.wood),
  ].join('');
}
