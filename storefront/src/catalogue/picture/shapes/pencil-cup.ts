import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { group, path, rect, stroke } from '../svg.ts';

/** A cup of pencils and a ruler. */
export function drawPencilCup(palette: Palette): string {
  const { body, shade, light, accent } = palette;
  return [
    drawShadow(palette, 200, 82),
    group(drawPencil('#d9a53c', '#b88526'), { transform: 'rotate(-17 200 320)' }),
    group(drawRuler(), { transform: 'rotate(20 200 320)' }),
    group(drawPencil('#4f7f8f', '#3c6574'), { transform: 'translate(-8 -26) rotate(-3 200 320)' }),
    group(drawPencil('#7c9a6d', '#617f54'), { transform: 'translate(14 6) rotate(7 200 320)' }),
    path('M134 196h132v106a18 18 0 0 1-18 18h-96a18 18 0 0 1-18-18z', body),
    path('M236 196h30v106a18 18 0 0 1-18 18h-30c14-24 20-70 18-124z', shade),
    path('M134 292h132v10a18 18 0 0 1-18 18h-96a18 18 0 0 1-18-18z', material.woodLight),
    rect([128, 188, 144, 16], light, 8),
    stroke('M152 246q12-18 24 0t24 0 24 0 24 0', accent, 6),
  ].join('');
}

function drawPencil(color: string, side: string): string[] {
  return [
    rect([188, 116, 24, 150], color),
    rect([202, 116, 10, 150], side),
    path('M188 118l12-38 12 38z', material.woodLight),
    path('M195.500 94 200 80l4.500 14z', side),
  ];
}

function drawRuler(): string[] {
  return [
    rect([182, 80, 36, 180], material.wood, 3),
    stroke('M184 98h14M184 114h9M184 130h14M184 146h9M184 162h14M184 178h9', material.coffee, 3),
  ];
}
