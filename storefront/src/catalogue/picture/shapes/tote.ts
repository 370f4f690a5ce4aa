import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { ellipse, group, path, rect, stroke } from '../svg.ts';

/** A canvas bag with bread and leeks looking out. */
export function drawTote(palette: Palette): string {
  const { body, shade, light, accent } = palette;
  return [
    drawShadow(palette, 200, 108),
    stroke('M156 186c-4-92 84-92 80 0', shade, 11),
    group(drawLeek(), { transform: 'rotate(-10 170 180)' }),
    group(drawBread(), { transform: 'rotate(16 240 200)' }),
    path('M108 178h184l12 132a12 12 0 0 1-12 12H108a12 12 0 0 1-12-12z', body),
    path('M250 178h42l12 132a12 12 0 0 1-12 12h-46c12-40 12-96 4-144z', shade),
    rect([104, 172, 192, 18], light, 6),
    stroke('M148 196c-2-104 100-104 96 0', accent, 12),
    rect([138, 184, 20, 26], accent, 3),
    rect([234, 184, 20, 26], accent, 3),
    path('M196 286c-30-18-30-44 0-62 30 18 30 44 0 62z', light),
    stroke('M196 240v56', shade, 4),
  ].join('');
}

function drawLeek(): string[] {
  return [
    path('M164 180 140 84l24 34 8-52 14 52 22-30-14 92z', material.leaf),
    path('M176 180l-4-114 14 52 22-30-14 92z', material.leafShade),
    rect([162, 150, 34, 60], material.leafLight),
  ];
}

function drawBread(): string[] {
  return [
    ellipse([240, 150, 25, 88], material.wood),
    stroke('M228 96l22 14M226 124l26 14M226 152l26 14', material.woodLight, 8),
  ];
}
