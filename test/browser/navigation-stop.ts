import type { Page } from 'playwright-core';

/**
 * Navigates and stops before one of the redirects: the request to `path` is never sent.
 *
 * @param url What is typed into the address bar.
 * @returns The URL that was not visited.
 */
export async function stopBefore(page: Page, url: string, path: string): Promise<string> {
  // Playwright's own routes do not see redirects; the browser's protocol does.
  const protocol = await page.context().newCDPSession(page);
  const stopped = new Promise<string>((resolve) => {
    protocol.on('Fetch.requestPaused', ({ requestId, request }) => {
      resolve(request.url);
      void protocol.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    });
  });
  await protocol.send('Fetch.enable', { patterns: [{ urlPattern: `*${path}?*` }] });
  const navigation = page.goto(url).catch(() => null);
  const unvisited = await stopped;
  await navigation;
  await protocol.send('Fetch.disable');
  await protocol.detach();
  return unvisited;
}
