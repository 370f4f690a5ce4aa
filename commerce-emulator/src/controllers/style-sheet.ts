import { readFileSync } from 'node:fs';
import { Router } from 'express';
import { staticBase } from './controller-url.ts';

// Read once: it does not change under a running emulator.
const styles = readFileSync(new URL('store.css', import.meta.url), 'utf8');

/** Where the style sheet of a site is. */
export function styleSheetPath(siteId: string): string {
  return `${staticBase(siteId)}/css/global.css`;
}

/** Serves the style sheet. It starts no session, as static files of B2C Commerce do not. */
export function createStyleSheet(siteId: string): Router {
  const router = Router();
  router.get(styleSheetPath(siteId), (_req, res) => {
    res.set('Cache-Control', 'no-cache').type('css').send(styles);
  });
  return router;
}
