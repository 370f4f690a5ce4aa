/** Paths of as few parts lead home. */
const SHORT_PATH_PARTS = 3;

/**
 * The address of the same page, for the redirect into the session that was opened.
 *
 * @param search With its `?`, or empty. Values are decoded and encoded anew.
 */
export function pageUrl(path: string, search: string, home: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length <= SHORT_PATH_PARTS) return home;
  const parameters = new URLSearchParams(search).toString();
  return parameters === '' ? path : `${path}?${parameters}`;
}
