import { readFileSync } from 'node:fs';
import { Router } from 'express';
import helmet from 'helmet';
import type { Platform } from '../platform/platform.ts';
import { consolePage } from './console-page.ts';

// Read once: they do not change under a running emulator.
const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const FILES = [
  { path: '/console.css', type: 'css', body: read('console.css') },
  { path: '/console.js', type: 'js', body: read('console.js') },
] as const;

/**
 * The page at `/__emulator/` that shows live what the emulator knows, and steers it. It reads what the control answers
 * anybody; it has no knowledge of its own.
 */
export function createConsole(platform: Platform): Router {
  const router = Router();
  const page = String(consolePage(platform));
  router.get('/', securityHeaders, (_req, res) => {
    res.set('Cache-Control', 'no-store').type('html').send(page);
  });
  for (const { path, type, body } of FILES) {
    router.get(path, securityHeaders, (_req, res) => {
      res.set('Cache-Control', 'no-cache').type(type).send(body);
    });
  }
  return router;
}

/** Nothing from elsewhere, and nothing inline. */
const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ['data:'],
      formAction: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
});
