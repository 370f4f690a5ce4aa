import { html, type SafeHtml } from '@remix-run/html-template';
import { attributes } from './attributes.ts';
import { type IconName, icon } from './icon.ts';

/** How loud a button is: one `primary` a page, `quiet` for the rest, `link` inside a line of text. */
export type ButtonLook = 'primary' | 'quiet' | 'link';

/** What buttons and links that look like buttons have in common. */
export interface ButtonLooks {
  /** Visible text. */
  readonly label: string;
  /** What the visible text leaves out, for screen readers, e.g. “Linen apron” after “Remove”. */
  readonly about?: string;
  /** Default: `primary`. */
  readonly look?: ButtonLook;
  /** Default: `normal`. */
  readonly size?: 'small' | 'normal' | 'large';
  /** Drawn before the text. Default: none. */
  readonly icon?: IconName;
}

/** A button that submits the form around it. */
export function submitButton(options: ButtonLooks): SafeHtml {
  return html`<button type="submit" class="${classes(options)}">${content(options)}</button>`;
}

/** A link that looks like a button: for going somewhere, not for changing something. */
export function linkButton(options: ButtonLooks & LinkTarget): SafeHtml {
  const current = attributes({ 'aria-current': options.current === true && 'page' });
  return html`<a class="${classes(options)}" href="${options.href}"${current}>${content(options)}</a>`;
}

/** Where a link leads. */
export interface LinkTarget {
  /** Local path, bridge link or absolute address. */
  readonly href: string;
  /** Whether this is the page being looked at. Default: no. */
  readonly current?: boolean;
}

function classes({ look = 'primary', size = 'normal' }: ButtonLooks): string {
  return look === 'link' ? 'text-button' : `button button-${look} button-${size}`;
}

function content(options: ButtonLooks): SafeHtml {
  const about = options.about ? html`<span class="visually-hidden"> ${options.about}</span>` : null;
  return html`${options.icon ? icon(options.icon) : null}<span>${options.label}</span>${about}`;
}
