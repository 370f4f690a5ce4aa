/** Attributes of an element; numbers are written as they are. */
export type Attributes = Readonly<Record<string, string | number>>;

/** Escapes text for SVG, between tags as well as inside double quotes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Writes one element. All drawing goes through here, so nothing is embedded unescaped.
 *
 * @param content Markup that was written by this module; none for an empty element.
 */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** Draws a filled outline. `d` is SVG path data. */
export function path(d: string, fill: string, more: Attributes = {}): string {
  return element('path', { d, fill, ...more });
}

/** Draws a line with round ends. `d` is SVG path data, `width` in units of the picture. */
export function stroke(d: string, color: string, width: number, more: Attributes = {}): string {
  const line = { stroke: color, 'stroke-width': width, 'stroke-linecap': 'round' };
  return element('path', { d, fill: 'none', ...line, 'stroke-linejoin': 'round', ...more });
}

/** Draws a rectangle; its corners are rounded by `rx`. */
export function rect(
  box: readonly [x: number, y: number, width: number, height: number],
  fill: string,
  rx = 0,
  more: Attributes = {},
): string {
  const [x, y, width, height] = box;
  return element('rect', { x, y, width, height, ...(rx > 0 && { rx }), fill, ...more });
}

/** Draws an ellipse around a centre. */
export function ellipse(
  box: readonly [cx: number, cy: number, rx: number, ry: number],
  fill: string,
  more: Attributes = {},
): string {
  const [cx, cy, rx, ry] = box;
  return element('ellipse', { cx, cy, rx, ry, fill, ...more });
}

/** Draws a circle around a centre. */
export function circle(
  cx: number,
  cy: number,
  r: number,
  fill: string,
  more: Attributes = {},
): string {
  return element('circle', { cx, cy, r, fill, ...more });
}

/** Moves, turns or fades several drawings together. */
export function group(content: readonly string[], attributes: Attributes): string {
  return element('g', attributes, content.join(''));
}
