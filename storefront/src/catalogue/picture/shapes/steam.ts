import { stroke } from '../svg.ts';

/**
 * Draws steam rising.
 *
 * @param cx Middle of the steam.
 * @param bottom Where it begins.
 */
export function drawSteam(cx: number, bottom: number): string {
  const wave = (x: number, y: number) => `M${x} ${y}c-14-16 14-26 0-44s12-24 2-38`;
  const d = `${wave(cx - 24, bottom)}${wave(cx + 4, bottom - 8)}${wave(cx + 32, bottom)}`;
  return stroke(d, '#ffffff', 6, { opacity: 0.6 });
}
