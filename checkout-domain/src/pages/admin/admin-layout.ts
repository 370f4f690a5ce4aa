import {
  attributes,
  type Chrome,
  html,
  layout,
  type SafeHtml,
} from '@domain-bridge/storefront/pages';

/** The pages that the navigation leads to. */
const SECTIONS = [
  { href: '/admin', label: 'Users' },
  { href: '/admin/audit', label: 'Audit trail' },
  { href: '/admin/everyone', label: 'Everybody' },
] as const;

/** Path of one of the sections. */
export type AdminSection = (typeof SECTIONS)[number]['href'];

/** A page of the administration, with its navigation above. */
export function adminLayout(chrome: Chrome, section: AdminSection, body: SafeHtml): SafeHtml {
  return layout(
    chrome,
    html`<nav class="tabs" aria-label="Administration"><ul>${SECTIONS.map(
      ({ href, label }) =>
        html`<li><a href="${href}"${attributes({ 'aria-current': currentOf(href, section, chrome) })}>${label}</a></li>`,
    )}</ul></nav>
${body}`,
  );
}

/** A page below a section is not the page that its link leads to. */
function currentOf(href: string, section: AdminSection, { path }: Chrome): string | false {
  if (href !== section) return false;
  return path === href ? 'page' : 'true';
}
