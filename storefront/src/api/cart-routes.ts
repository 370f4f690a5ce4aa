import { RequestError } from 'domain-bridge/errors';
import type { Bridge } from 'domain-bridge/express';
import {
  addToLine,
  findLineKey,
  lineVersion,
  type Operation,
  removeLines,
  setLineQuantity,
} from 'domain-bridge/state';
import { type Request, type Response, Router } from 'express';
import type { Catalogue } from '../catalogue.ts';
import { answerForm } from './form-answer.ts';
import { readArticle, readQuantity } from './line-input.ts';
import { type Fields, isForm } from './request-body.ts';
import { stateView } from './state-view.ts';

/** `/api/cart/lines`: add, set, remove; each with a form twin for pages without script. */
export function createCartRoutes(bridge: Bridge, catalogue: Catalogue): Router {
  const router = Router();
  const write = async (req: Request, res: Response, operation: Operation, notice?: string) => {
    const shopper = bridge.shopper(req, res);
    const state = await shopper.change(operation);
    if (isForm(req)) return answerForm(bridge, req, res, notice);
    res.json(stateView(await shopper.session(), state));
  };

  router.post('/', (req, res) => {
    const operation = addToLine(readArticle(req, catalogue), readQuantity(req));
    return write(req, res, operation, 'added');
  });
  router.put('/:id', (req, res) => write(req, res, setQuantity(req.params.id, readQuantity(req))));
  router.delete('/:id', (req, res) => write(req, res, removeById(req.params.id)));
  router.post('/:id', (req, res) => {
    const { version } = req.body as Fields;
    const quantity = readQuantity(req);
    return write(
      req,
      res,
      ifUnchanged(req.params.id, version, setQuantity(req.params.id, quantity)),
    );
  });
  return router;
}

function setQuantity(id: string, quantity: number): Operation {
  return (state, actor) => setLineQuantity(findLineKey(state, id) ?? '', quantity)(state, actor);
}

/** Removing what is not there is done already. */
function removeById(id: string): Operation {
  return (state, actor) => {
    const key = findLineKey(state, id);
    return key === undefined ? state : removeLines([key])(state, actor);
  };
}

/**
 * An old page must not change a line that it does not show: one that was removed and added again, or
 * that another tab has changed since.
 */
function ifUnchanged(id: string, version: unknown, operation: Operation): Operation {
  return (state, actor) => {
    const key = findLineKey(state, id);
    const pairs = key === undefined ? undefined : state.lines.get(key);
    if (pairs && version !== undefined && lineVersion(pairs) !== version) {
      throw new RequestError(409, 'cart_changed', 'The line has changed since the page was made.');
    }
    return operation(state, actor);
  };
}
