import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { ellipse, path, stroke } from '../svg.ts';
import { drawSteam } from './steam.ts';

/** A mug with an unglazed foot, full of coffee. */
export function drawMug(palette: Palette): string {
  const { body, shade, light } = palette;
  return [
    drawShadow(palette, 196, 104),
    stroke('M256 184h20a42 42 0 0 1 0 84h-26', shade, 22),
    path('M112 158h148v124a40 40 0 0 1-40 40h-68a40 40 0 0 1-40-40z', body),
    path('M228 158h32v124a40 40 0 0 1-40 40h-30c26 0 38-18 38-44z', shade),
    path('M112 276h148v6a40 40 0 0 1-40 40h-68a40 40 0 0 1-40-40z', material.paperShade),
    path('M228 276h32v6a40 40 0 0 1-40 40h-30c20 0 34-18 38-46z', material.rule),
    stroke('M132 184v70', light, 8),
    ellipse([186, 158, 74, 15], light),
    ellipse([186, 160, 64, 10], material.coffee),
    drawSteam(186, 132),
  ].join('');
}
