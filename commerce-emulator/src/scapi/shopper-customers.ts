import { type Response, Router } from 'express';
import { customerIdOf } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { basketDocument } from './basket-document.ts';
import { shopperOf } from './bearer.ts';
import { customerDocument, guestDocument } from './customer-document.ts';
import { badRequest, notFound, sendProblem } from './problem.ts';
import { parsePasswordChange, parseRegistration } from './registration.ts';

/** shopper-customers v1: registration, the account, its password, its basket. */
export function createShopperCustomers(platform: Platform): Router {
  const { customers, baskets } = platform;
  const router = Router();

  router.post('/customers', (req, res) => {
    const registration = parseRegistration(req.body);
    if (typeof registration === 'string') return sendProblem(res, badRequest(registration));
    const customer = customers.register(registration);
    if (customer === null) return sendProblem(res, LOGIN_TAKEN);
    res.json(customerDocument(customer));
  });

  router.get('/customers/:id', (req, res) => {
    if (!isOwn(res, req.params.id)) return sendProblem(res, notFound('Customer', req.params.id));
    const customer = customers.byId(req.params.id);
    res.json(customer === null ? guestDocument(req.params.id) : customerDocument(customer));
  });

  router.get('/customers/:id/baskets', (req, res) => {
    if (!isOwn(res, req.params.id)) return sendProblem(res, notFound('Customer', req.params.id));
    const basket = baskets.of(req.params.id);
    const found = basket === null ? [] : [basketDocument(basket, platform)];
    // The real one leaves the list out when there is nothing to be listed.
    res.json({ ...(found.length > 0 ? { baskets: found } : {}), total: found.length });
  });

  router.put('/customers/:id/password', (req, res) => {
    const customer = customers.byId(req.params.id);
    if (customer === null || !isOwn(res, req.params.id)) {
      return sendProblem(res, notFound('Customer', req.params.id));
    }
    const change = parsePasswordChange(req.body);
    if (typeof change === 'string') return sendProblem(res, badRequest(change));
    if (customers.authenticate(customer.login, change.currentPassword) === null) {
      return sendProblem(res, WRONG_PASSWORD);
    }
    customers.changePassword(customer.rcid, change.password);
    res.status(204).end();
  });

  return router;
}

const LOGIN_TAKEN = {
  status: 400,
  name: 'login-already-in-use',
  title: 'Login Already In Use',
  detail: 'The login is already in use.',
};

const WRONG_PASSWORD = {
  status: 400,
  name: 'invalid-password',
  title: 'Invalid Password',
  detail: 'The current password is not the one of this customer.',
};

/** A shopper sees nobody else, not even whether they are there. */
function isOwn(res: Response, customerId: string): boolean {
  return customerIdOf(shopperOf(res).identity) === customerId;
}
