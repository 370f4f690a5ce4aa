import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { circle, group, rect, stroke } from '../svg.ts';

/** An open planner: a week on two pages, bound by a spiral. */
export function drawPlanner({ body, shade, light, accent, ink }: Palette): string {
  const spiral = Array.from({ length: 9 }, (_, turn) => `M188 ${122 + turn * 20}h24`).join('');
  return group(
    [
      rect([52, 104, 310, 212], ink, 10, { opacity: 0.2 }),
      rect([44, 92, 312, 216], body, 12),
      rect([56, 100, 142, 200], material.paper, 5),
      rect([202, 100, 142, 200], material.paper, 5),
      rect([180, 100, 18, 200], material.paperShade),
      rect([202, 100, 18, 200], material.paperShade),
      rect([66, 110, 60, 14], accent, 4),
      stroke('M66 148h106M66 188h106M66 228h106M66 268h106', material.rule, 3),
      stroke('M228 148h106M228 188h106M228 228h106M228 268h106', material.rule, 3),
      stroke('M68 138h60M68 178h84M68 218h40M230 138h76M230 218h92M230 258h48', shade, 5),
      rect([228, 166, 92, 14], light, 4),
      circle(162, 250, 13, 'none', { stroke: accent, 'stroke-width': 5 }),
      stroke('M230 282l8 8 16-18', body, 5),
      stroke(spiral, ink, 5),
    ],
    { transform: 'rotate(-6 200 200)' },
  );
}
