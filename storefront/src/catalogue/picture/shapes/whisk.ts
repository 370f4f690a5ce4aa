import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { circle, group, rect, stroke } from '../svg.ts';

/** A balloon whisk, head down. */
export function drawWhisk({ body, shade, light, accent, ink }: Palette): string {
  const loop = (half: number) =>
    `M200 196c${-half} 40 ${-half * 1.5} 150 0 150s${half} -110 0 -150`;
  const wires = [64, 40, 16].map(loop).join('');
  return group(
    [
      stroke(wires, ink, 5, { opacity: 0.16, transform: 'translate(10 8)' }),
      stroke(wires, material.steelShade, 5),
      stroke([52, 28].map(loop).join(''), material.steelLight, 4),
      rect([186, 176, 28, 34], material.steelShade, 6),
      rect([186, 176, 16, 34], material.steel, 6),
      rect([182, 44, 36, 138], body, 18),
      rect([202, 44, 16, 138], shade, 8),
      stroke('M192 66v88', light, 5),
      circle(200, 62, 7, accent),
    ],
    { transform: 'rotate(28 200 200)' },
  );
}
