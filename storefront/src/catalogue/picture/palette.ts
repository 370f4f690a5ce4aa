/** The colours of one picture, each `#rrggbb`. */
export interface Palette {
  /** The wall behind everything. */
  readonly ground: string;
  /** The backdrop in front of the wall. */
  readonly glow: string;
  /** The thing itself. */
  readonly body: string;
  /** Its side away from the light. */
  readonly shade: string;
  /** Its side towards the light. */
  readonly light: string;
  /** What stands out against it. */
  readonly accent: string;
  /** The darkest of the family. */
  readonly ink: string;
}

// Grounds are opaque and of middling lightness: they sit on light pages without glare and on
// dark ones without a hole. Order: ground, glow, body, shade, light, accent, ink.
const palettes = {
  oat: paint('#e8dcc6', '#d9c8a9', '#faf5ea', '#dfd1b6', '#fffdf8', '#b8703f', '#4b3a2a'),
  sage: paint('#d3ddcb', '#bccbb1', '#7d9977', '#637f60', '#a3b99b', '#e8bd62', '#2b3a30'),
  clay: paint('#efd2c1', '#e4bba3', '#c4694a', '#a4533a', '#dc8d6d', '#f6e6d4', '#4a271b'),
  ink: paint('#ccd7e4', '#b2c2d4', '#365179', '#28405f', '#5f7da6', '#e9b357', '#16233a'),
  butter: paint('#f4e0a9', '#e9cd80', '#dfa32f', '#bd841e', '#f0c463', '#4f7182', '#4a3514'),
  rose: paint('#efd3d2', '#e3b9ba', '#c4727b', '#a55963', '#dc9c9f', '#f7ebdb', '#4b2530'),
  sky: paint('#cbe0e5', '#aed0d9', '#5597ab', '#3f7c90', '#86bccb', '#f1bf69', '#1d3a45'),
  plum: paint('#ddd0df', '#c9b5cc', '#795680', '#5f4167', '#9d7ca4', '#e3a96d', '#31203a'),
  moss: paint('#dcdfbe', '#c7cc9b', '#6a793b', '#526029', '#92a25c', '#d88b4c', '#2b3219'),
  walnut: paint('#e4d4c1', '#d2bb9f', '#8c5c3b', '#6d452b', '#b28159', '#d8ad76', '#35221a'),
  steel: paint('#d6dce0', '#bec8ce', '#92a0aa', '#73828d', '#bcc7ce', '#c58758', '#2a323a'),
} satisfies Record<string, Palette>;

/** Names of the palettes. */
export type PaletteName = keyof typeof palettes;

/** Gives the colours of a palette. */
export function findPalette(name: PaletteName): Palette {
  return palettes[name];
}

function paint(
  ground: string,
  glow: string,
  body: string,
  shade: string,
  light: string,
  accent: string,
  ink: string,
): Palette {
  return { ground, glow, body, shade, light, accent, ink };
}
