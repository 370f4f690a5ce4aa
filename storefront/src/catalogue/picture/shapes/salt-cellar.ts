import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { circle, ellipse, path, stroke } from '../svg.ts';

/** A pot of salt with a small spoon in it, the lid beside. */
export function drawSaltCellar(palette: Palette): string {
  const { body, shade, light } = palette;
  return [
    drawShadow(palette, 190, 124),
    stroke('M214 196 286 92', material.woodLight, 13),
    ellipse([180, 202, 88, 20], shade),
    path('M104 204c20-34 50-46 78-44 34 2 54 20 74 44z', '#ffffff'),
    path('M150 176c20-18 58-14 84 28h-60z', material.steelLight),
    path('M92 204h176v88a30 30 0 0 1-30 30H122a30 30 0 0 1-30-30z', body),
    path('M230 204h38v88a30 30 0 0 1-30 30h-34c18-12 28-60 26-118z', shade),
    stroke('M114 228v52', light, 8),
    ...drawGrains(),
    ellipse([304, 316, 60, 12], material.woodShade),
    ellipse([304, 311, 60, 12], material.wood),
    ellipse([304, 300, 13, 9], material.woodLight),
  ].join('');
}

function drawGrains(): string[] {
  const grains: [number, number][] = [
    [124, 190],
    [166, 168],
    [196, 182],
    [222, 192],
    [148, 194],
  ];
  return grains.map(([x, y]) => circle(x, y, 3, material.steelShade, { opacity: 0.7 }));
}
