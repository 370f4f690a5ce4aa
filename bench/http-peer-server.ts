import express, { type Express } from 'express';
import session from 'express-session';
import helmet from 'helmet';
import { serveMeasured } from './measured-server.ts';

declare module 'express-session' {
  interface SessionData {
    shown: object;
    visits: number;
  }
}

/**
 * What the two domains are compared with: Express and helmet as their manuals show them. `/redirect` and `/json` are
 * bare; `/session` has the same JSON in a session of express-session, with its store in memory, that every request reads
 * and writes. The JSON is in `SHOWN`.
 */
const SHOWN: object = JSON.parse(process.env.SHOWN ?? '{}');

serveMeasured(() => (process.env.PEER === 'session' ? sessionApp() : bareApp()));

function bareApp(): Express {
  const app = express();
  app.use(helmet());
  app.get('/redirect', (_req, res) => {
    res.redirect(303, '/checkout');
  });
  app.get('/json', (_req, res) => {
    res.json(SHOWN);
  });
  return app;
}

function sessionApp(): Express {
  const app = express();
  app.use(helmet());
  app.use(session({ secret: 'a secret of the bench', resave: false, saveUninitialized: false }));
  app.get('/session', (req, res) => {
    req.session.shown ??= SHOWN;
    req.session.visits = (req.session.visits ?? 0) + 1;
    res.json(req.session.shown);
  });
  return app;
}
