import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { path, rect, stroke } from '../svg.ts';

/** A striped towel hanging by its loop. */
export function drawTowel({ body, shade, light, accent, ink }: Palette): string {
  const waffle = [148, 170, 192, 214, 236, 258].map((x) => `M${x} 120v108`).join('');
  return [
    path('M128 112h160v250H128z', ink, { opacity: 0.16 }),
    stroke('M180 106C186 78 194 66 200 64c6 2 14 14 20 42', accent, 7),
    path('M118 104c40-14 124-14 164 0v246H118z', material.paper),
    path('M236 96c16 1 32 4 46 8v246h-46z', material.paperShade),
    stroke(waffle, material.rule, 2, { opacity: 0.55 }),
    stroke('M122 132h156M122 154h156M122 176h156M122 198h156', material.rule, 2, { opacity: 0.55 }),
    rect([118, 236, 164, 34], body),
    rect([236, 236, 46, 34], shade),
    rect([118, 280, 164, 9], light),
    rect([118, 299, 164, 22], accent),
    stroke(
      'M124 352v14M144 352v14M164 352v14M184 352v14M204 352v14M224 352v14M244 352v14M264 352v14M278 352v14',
      material.paperShade,
      5,
    ),
  ].join('');
}
