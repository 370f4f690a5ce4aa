import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { circle, group, path, rect, stroke } from '../svg.ts';

/** A brass fountain pen, open, its cap beside it, and the line it drew. */
export function drawPen({ body, ink, light }: Palette): string {
  return [
    stroke('M46 318c30-44 44 24 70-10s34 22 58-6 30 14 52-4', body, 6),
    group(
      [
        rect([118, 196, 230, 34], ink, 17, { opacity: 0.2, transform: 'translate(6 12)' }),
        path('M40 205l52-20v44l-52-20z', material.steel),
        path('M40 207h52v22z', material.steelShade),
        stroke('M46 207h32', ink, 2.5),
        circle(80, 207, 4, ink),
        path('M90 182h34v50H90z', ink),
        rect([118, 180, 220, 54], material.brass, 10),
        path('M118 212h220v12a10 10 0 0 1-10 10H128a10 10 0 0 1-10-10z', material.brassShade),
        stroke('M140 193h140M296 193h16', material.brassLight, 7),
        rect([146, 180, 6, 54], material.brassShade),
        rect([334, 188, 14, 38], material.brassShade, 6),
      ],
      { transform: 'rotate(-40 200 200) translate(6 -22)' },
    ),
    group(drawCap(light), { transform: 'rotate(-40 292 288)' }),
  ].join('');
}

function drawCap(light: string): string[] {
  return [
    rect([232, 262, 118, 56], material.brass, 12),
    path('M232 296h118v10a12 12 0 0 1-12 12h-94a12 12 0 0 1-12-12z', material.brassShade),
    rect([232, 262, 8, 56], material.brassShade, 3),
    stroke('M258 286h78', material.brassLight, 9),
    circle(336, 286, 6, light),
  ];
}
