import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { circle, group, path, rect, stroke } from '../svg.ts';

/** A long, broad knife lying across the picture. */
export function drawCooksKnife({ ink }: Palette): string {
  return group(
    [
      path('M32 216h222v66c-120 4-196-26-222-66z', ink, { opacity: 0.18 }),
      path('M22 200h230v62c-126 6-204-22-230-62z', material.steel),
      path('M22 200h230v24H46c-10-6-18-16-24-24z', material.steelShade),
      stroke('M70 240c44 14 104 18 170 16', material.steelLight, 5),
      rect([248, 194, 18, 70], material.steelShade, 4),
      path('M262 194h106c16 0 20 14 12 26-8 12-4 26-10 30-6 4-20-8-40-8h-68z', material.wood),
      path('M262 218h118c-6 12-4 28-10 32-6 4-20-8-40-8h-68z', material.woodShade),
      ...[286, 316, 346].map((x) => circle(x, 216, 6, material.brassLight)),
    ],
    { transform: 'rotate(-33 200 220)' },
  );
}
