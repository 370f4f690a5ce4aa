import { material } from './material.ts';
import type { Palette } from './palette.ts';
import { circle, ellipse, path, rect, stroke } from './svg.ts';

/** Height of the surface that standing things stand on, in units of the picture. */
export const FLOOR = 322;

const scenes = {
  /** A sun behind the thing, which may stand or float. */
  disc: ({ glow }) => circle(200, 196, 148, glow),
  /** A wall and a table. */
  shelf: ({ glow, light }) =>
    [circle(304, 96, 46, light, { opacity: 0.45 }), rect([0, 288, 400, 112], glow)].join(''),
  /** A niche in a wall. */
  arch: ({ glow }) =>
    [path('M76 400V186a124 124 0 0 1 248 0v214z', glow), rect([0, 344, 400, 56], glow)].join(''),
  /** A window's light falling across the wall. */
  beam: ({ glow }) =>
    path('M-20 286 150 0h110L40 400H-20zM100 400 330 0h38L160 400z', glow, { opacity: 0.85 }),
  /** A cloth on a table, seen from above. */
  cloth: ({ glow, light }) =>
    [
      path('M-10 312 262-10h150v178L128 410H-10z', glow),
      stroke('M-6 334 282-8M110 406 406 184', light, 3, {
        opacity: 0.6,
        'stroke-dasharray': '2 9',
      }),
    ].join(''),
  /** A rail with pegs, for things that hang. */
  peg: ({ glow, ink }) =>
    [
      rect([0, 52, 400, 26], glow),
      rect([0, 52, 400, 26], material.wood, 0, { opacity: 0.55 }),
      ...[60, 200, 340].map((x) => circle(x, 65, 9, ink, { opacity: 0.75 })),
    ].join(''),
} satisfies Record<string, (palette: Palette) => string>;

/** Names of the scenes. */
export type SceneName = keyof typeof scenes;

/** Draws the wall and what stands behind the thing. Fills the whole picture. */
export function drawScene(name: SceneName, palette: Palette): string {
  return rect([0, 0, 400, 400], palette.ground) + scenes[name](palette);
}

/**
 * Draws the shadow of a standing thing.
 *
 * @param cx Middle of the thing.
 * @param rx Half its width.
 * @param cy Where it stands. Default: {@link FLOOR}.
 */
export function drawShadow({ ink }: Palette, cx: number, rx: number, cy: number = FLOOR): string {
  return ellipse([cx + 8, cy, rx, Math.max(5, rx * 0.09)], ink, { opacity: 0.22 });
}
