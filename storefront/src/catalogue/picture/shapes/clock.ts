import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { drawShadow } from '../scene.ts';
import { circle, group, path, rect, stroke } from '../svg.ts';

/** A round clock on two feet, at ten past ten. */
export function drawClock(palette: Palette): string {
  const { body, shade, light, ink } = palette;
  const hours = Array.from({ length: 12 }, (_, hour) =>
    stroke(hour % 3 === 0 ? 'M200 118v14' : 'M200 118v6', ink, hour % 3 === 0 ? 6 : 4, {
      transform: `rotate(${hour * 30} 200 204)`,
    }),
  );
  return [
    drawShadow(palette, 200, 88),
    stroke('M150 284l-18 34M250 284l18 34', material.woodShade, 14),
    rect([184, 72, 32, 28], material.brass, 8),
    circle(200, 204, 116, body),
    path('M252 100a116 116 0 0 1-52 220 104 120 0 0 0 52-220z', shade),
    circle(200, 204, 96, light),
    circle(200, 204, 92, material.paper),
    ...hours,
    stroke('M200 204l-40-34', ink, 9),
    stroke('M200 204l48-50', ink, 6),
    group([stroke('M200 226v-84', body, 3)], { transform: 'rotate(206 200 204)' }),
    circle(200, 204, 9, body),
  ].join('');
}
