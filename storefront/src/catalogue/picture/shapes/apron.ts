import type { Palette } from '../palette.ts';
import { path, rect, stroke } from '../svg.ts';

/** An apron hanging from a peg. */
export function drawApron({ body, shade, light, accent, ink }: Palette): string {
  return [
    path('M160 146h92l16 76c20 4 38 12 46 24v112H108V246c8-12 26-20 36-24z', ink, {
      opacity: 0.16,
    }),
    stroke('M158 140C164 96 190 66 200 66s36 30 42 74', accent, 9),
    stroke('M112 232c-30 26-38 60-34 104M288 232c30 26 38 60 34 104', accent, 8),
    path(
      'M152 134h96c0 42 8 74 50 92v110a14 14 0 0 1-14 14H116a14 14 0 0 1-14-14V226c42-18 50-50 50-92z',
      body,
    ),
    path('M252 168c6 26 20 46 46 58v110a14 14 0 0 1-14 14h-34c14-60 14-120 2-182z', shade),
    rect([152, 132, 96, 16], light, 4),
    rect([138, 246, 124, 70], shade, 8),
    rect([138, 246, 124, 12], light, 4),
    stroke('M200 262v50', body, 3, { 'stroke-dasharray': '5 6' }),
    stroke('M116 334h168', light, 3, { opacity: 0.7, 'stroke-dasharray': '7 8' }),
    stroke('M186 178l14 22 14-22', accent, 4),
  ].join('');
}
