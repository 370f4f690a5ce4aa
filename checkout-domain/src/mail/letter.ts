import { html, type SafeHtml, SHOP_NAME } from '@domain-bridge/storefront/pages';
import type { Email } from '../accounts/user.ts';

/** A mail as it goes out: the same words twice. Nothing in it is fetched, and nothing reports back. */
export interface Letter {
  readonly to: Email;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a letter says. */
export interface LetterContent {
  readonly to: Email;
  readonly subject: string;
  /** One string each; shown in this order, with the link after the first. */
  readonly paragraphs: readonly string[];
  /** Default: none. */
  readonly link?: { readonly label: string; readonly href: string };
}

/** Writes a letter as plain text and as HTML. */
export function writeLetter({ to, subject, paragraphs, link }: LetterContent): Letter {
  const [opening = '', ...rest] = paragraphs;
  const lines = [opening, ...(link ? [link.href] : []), ...rest, SHOP_NAME];
  return {
    to,
    subject,
    text: `${lines.map(wrap).join('\n\n')}\n`,
    html: String(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body>
<p>${opening}</p>
${link && writeLink(link)}
${rest.map((paragraph) => html`<p>${paragraph}</p>\n`)}<p>${SHOP_NAME}</p>
</body>
</html>
`),
  };
}

/** The address stands there as well: some mail programs show no links. */
function writeLink({ label, href }: { label: string; href: string }): SafeHtml {
  return html`<p><a href="${href}">${label}</a></p>\n<p>${href}</p>`;
}

/** Breaks lines of more than 76 characters at blanks (RFC 5322 §2.1.1). A word that is longer than a line, such as a link, stays whole. */
function wrap(paragraph: string): string {
  return paragraph.replace(/(\S.{0,75}|\S+)(?:\s+|$)/g, '$1\n').trimEnd();
}
