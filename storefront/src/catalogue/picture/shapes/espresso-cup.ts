import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { circle, ellipse, path, stroke } from '../svg.ts';
import { drawSteam } from './steam.ts';

/** A small cup on its saucer, with a biscuit. */
export function drawEspressoCup(palette: Palette): string {
  const { body, shade, light, accent } = palette;
  return [
    drawShadow(palette, 200, 126, 330),
    ellipse([200, 316, 132, 17], shade),
    ellipse([200, 312, 132, 16], accent),
    ellipse([200, 310, 84, 9], light, { opacity: 0.5 }),
    stroke('M258 222h16a26 26 0 0 1 0 52h-32', shade, 14),
    path('M126 198h140c0 66-24 104-48 114h-44c-24-10-48-48-48-114z', body),
    path('M234 198h32c0 66-24 104-48 114h-26c26-14 42-56 42-114z', shade),
    stroke('M144 220c3 26 10 44 18 58', light, 7),
    ellipse([196, 198, 70, 14], accent),
    ellipse([196, 200, 60, 9.5], material.coffee),
    ellipse([188, 200, 40, 5], material.crema),
    circle(300, 296, 17, material.wood),
    circle(300, 294, 15, material.woodLight),
    drawSteam(196, 172),
  ].join('');
}
