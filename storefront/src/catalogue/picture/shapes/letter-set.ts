import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { circle, group, path, rect, stroke } from '../svg.ts';

/** An open envelope with a letter, sealed by nobody yet. */
export function drawLetterSet({ body, shade, light, ink }: Palette): string {
  return group(
    [
      rect([86, 176, 240, 156], ink, 8, { opacity: 0.2 }),
      path('M80 172 200 74l120 98z', material.paperShade),
      path('M98 172 200 88l102 84z', body),
      stroke('M140 150l20 20M166 126l34 40M200 104l46 62M232 128l34 40', light, 5),
      rect([138, 96, 124, 180], material.paper, 4),
      stroke('M156 126h52M156 148h88M156 170h78M156 192h88', material.rule, 4),
      rect([80, 172, 240, 152], material.paper, 6),
      path('M80 176 200 262 320 176v142a6 6 0 0 1-6 6H86a6 6 0 0 1-6-6z', material.paper),
      stroke('M84 178 200 262 316 178M86 320 168 240M314 320 232 240', material.paperShade, 5),
      circle(200, 258, 25, shade),
      circle(200, 258, 18, body),
      stroke('M192 262l6-12 10 12', light, 4),
    ],
    { transform: 'rotate(-9 200 210)' },
  );
}
