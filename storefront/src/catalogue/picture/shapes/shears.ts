import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { circle, group, path, stroke } from '../svg.ts';

/** Long scissors, half open, above the strip they cut. */
export function drawShears({ ink, body, light }: Palette): string {
  return [
    group(drawBlade(material.steel, material.steelLight, body), {
      transform: 'rotate(58 200 214)',
    }),
    group(drawBlade(material.steelShade, material.steel, body), {
      transform: 'rotate(32 200 214) matrix(-1 0 0 1 400 0)',
    }),
    circle(200, 214, 11, material.brass),
    stroke('M195 214h10', ink, 3),
    circle(200, 214, 16, 'none', { stroke: light, 'stroke-width': 2, opacity: 0.5 }),
  ].join('');
}

function drawBlade(face: string, edge: string, ring: string): string[] {
  return [
    path('M186 222c-6-60-2-140 14-196 12 60 16 130 14 196z', face),
    path('M200 26c12 60 16 130 14 196h-8c0-70 0-130-6-196z', edge),
    stroke('M200 214c0 30-8 46-20 60', face, 18),
    circle(166, 308, 34, 'none', { stroke: ring, 'stroke-width': 17 }),
  ];
}
