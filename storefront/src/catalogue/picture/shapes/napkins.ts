import type { Palette } from '../palette.ts';
import { group, rect, stroke } from '../svg.ts';

/** A pile of folded napkins tied with a ribbon, seen from above. */
export function drawNapkins(palette: Palette): string {
  const { body, shade, light, accent, ink } = palette;
  const seam = { opacity: 0.8, 'stroke-dasharray': '7 8' };
  return group(
    [
      rect([104, 112, 208, 208], ink, 8, { opacity: 0.2 }),
      rect([92, 104, 208, 208], shade, 8),
      rect([98, 98, 208, 208], light, 8),
      rect([92, 92, 208, 208], shade, 8),
      rect([86, 86, 208, 208], body, 8),
      stroke('M102 102h176v176H102z', light, 3, seam),
      stroke('M190 86v208', shade, 3),
      rect([86, 176, 208, 26], accent),
      stroke('M190 190c-46-46-66-4 0 0 66-4 46-46 0 0M190 190l-30 50M190 190l30 50', accent, 12),
      stroke('M190 190l-30 50M190 190l30 50', ink, 2, { opacity: 0.25 }),
      rect([178, 178, 24, 22], accent, 7, { stroke: shade, 'stroke-width': 2 }),
    ],
    { transform: 'rotate(-14 200 200)' },
  );
}
