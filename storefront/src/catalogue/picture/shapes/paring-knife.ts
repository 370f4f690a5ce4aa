import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { circle, ellipse, group, path, rect, stroke } from '../svg.ts';

/** A small knife beside a halved lemon. */
export function drawParingKnife(palette: Palette): string {
  return [
    group(drawKnife(palette), { transform: 'rotate(-50 200 200) translate(0 -26)' }),
    ...drawLemon(palette),
  ].join('');
}

function drawKnife({ ink }: Palette): string[] {
  return [
    path('M78 214h140v34c-70 2-118-10-140-34z', ink, { opacity: 0.16 }),
    path('M68 200h150v36c-76 2-128-12-150-36z', material.steel),
    path('M68 200h150v13H80z', material.steelShade),
    rect([212, 196, 12, 42], material.brass, 3),
    path('M222 196h92c16 0 24 10 20 22-4 14-16 18-32 16l-80-2z', material.wood),
    path('M222 216h112c-4 14-16 20-32 18l-80-2z', material.woodShade),
    ...[248, 282].map((x) => circle(x, 214, 5, material.brassLight)),
  ];
}

function drawLemon({ ink, body }: Palette): string[] {
  const spokes = [0, 30, 60, 90, 120, 150].map((angle) =>
    stroke('M216 282h96', material.paper, 4, { transform: `rotate(${angle} 264 282)` }),
  );
  return [
    ellipse([272, 292, 62, 60], ink, { opacity: 0.18 }),
    circle(264, 282, 60, body),
    circle(264, 282, 53, material.paper),
    circle(264, 282, 46, material.flame),
    ...spokes,
    circle(264, 282, 7, material.paper),
  ];
}
