import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { ellipse, group, path, stroke } from '../svg.ts';

/** Four ribbed glasses, one with water and lemon. */
export function drawTumblers(palette: Palette): string {
  const empty = drawGlass(palette);
  return [
    drawShadow(palette, 204, 150),
    placeGlass(empty, 122, 292),
    placeGlass(empty, 226, 292),
    placeGlass(empty, 176, 322),
    placeGlass([...drawWater(palette), ...empty], 286, 322),
  ].join('');
}

function placeGlass(glass: readonly string[], cx: number, floor: number): string {
  const scale = 0.84;
  const [x, y] = [cx - 200 * scale, floor - 322 * scale].map((shift) => shift.toFixed(1));
  return group(glass, { transform: `translate(${x} ${y}) scale(${scale})` });
}

function drawWater({ light, body, accent }: Palette): string[] {
  return [
    path('M146 212h108l-8 98a12 12 0 0 1-12 10h-68a12 12 0 0 1-12-10z', light, { opacity: 0.9 }),
    ellipse([200, 212, 54, 9], body, { opacity: 0.55 }),
    ellipse([214, 210, 26, 7], accent),
  ];
}

function drawGlass({ ink }: Palette): string[] {
  const ribs = [-36, -18, 0, 18, 36].map((x) => `M${200 + x} 190l${-x * 0.12} 118`).join('');
  const rim = { stroke: ink, 'stroke-width': 2, 'stroke-opacity': 0.25 };
  return [
    path('M138 152h124l-14 158a12 12 0 0 1-12 12h-72a12 12 0 0 1-12-12z', material.glass, {
      opacity: 0.5,
    }),
    stroke(ribs, material.glass, 5, { opacity: 0.75 }),
    ellipse([200, 152, 62, 10], material.glass, { opacity: 0.7, ...rim }),
    stroke('M158 314h84', ink, 6, { opacity: 0.22 }),
  ];
}
