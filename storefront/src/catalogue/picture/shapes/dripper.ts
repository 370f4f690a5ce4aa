import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { path, rect, stroke } from '../svg.ts';

/** A coffee cone on a glass carafe, half full. */
export function drawDripper(palette: Palette): string {
  const { body, shade, light, accent, ink } = palette;
  return [
    drawShadow(palette, 200, 96),
    path('M160 212h80l46 92a12 12 0 0 1-11 18H125a12 12 0 0 1-11-18z', material.glass, {
      opacity: 0.6,
    }),
    path('M138 262h124l22 44a10 10 0 0 1-9 14H125a10 10 0 0 1-9-14z', material.coffee),
    path('M138 262h124l5 10H133z', material.crema),
    stroke('M152 244l-26 54', material.glass, 6, { opacity: 0.7 }),
    rect([154, 214, 92, 26], accent, 6),
    stroke('M154 227h92', ink, 3, { opacity: 0.6 }),
    path('M134 92h132l10 26H124z', material.paper),
    path('M234 92h32l10 26h-36z', material.paperShade),
    stroke('M276 126h20a20 20 0 0 1 0 40h-34', accent, 12),
    path('M116 112h168l-46 84h-76z', body),
    path('M246 112h38l-46 84h-26z', shade),
    stroke('M142 128l26 52', light, 6),
    rect([142, 194, 116, 18], shade, 9),
  ].join('');
}
