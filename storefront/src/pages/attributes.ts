import { html, type SafeHtml } from '@remix-run/html-template';

/** `true` writes the bare attribute; `false` and `undefined` leave it out. */
export type AttributeValue = string | number | boolean | undefined;

/**
 * Writes the attributes of an element, each with a leading space, values escaped.
 *
 * @param values Names are written by this project, never taken from outside.
 * @throws {TypeError} if a name is not plain lower case: then it came from the wrong place.
 */
export function attributes(values: Readonly<Record<string, AttributeValue>>): SafeHtml {
  return html`${Object.entries(values).map(([name, value]) => attribute(name, value))}`;
}

function attribute(name: string, value: AttributeValue): SafeHtml | null {
  if (!/^[a-z][a-z-]*$/.test(name)) throw new TypeError(`"${name}" is not an attribute name`);
  if (value === undefined || value === false) return null;
  return value === true ? html` ${name}` : html` ${name}="${value}"`;
}
