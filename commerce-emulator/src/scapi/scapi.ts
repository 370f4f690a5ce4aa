import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import type { Platform } from '../platform/platform.ts';
import { requireShopper } from './bearer.ts';
import { badRequest, sendProblem } from './problem.ts';
import { noteSession } from './session-header.ts';
import { createShopperBaskets } from './shopper-baskets.ts';
import { createShopperCustomers } from './shopper-customers.ts';
import { createShopperProducts } from './shopper-products.ts';
import { checkSite } from './site-check.ts';

/** The slice of SCAPI that a bridge touches: baskets, customers and products. */
export function createScapi(platform: Platform): Router {
  const router = Router();
  const apis: readonly (readonly [string, Router])[] = [
    ['/checkout/shopper-baskets/v1', createShopperBaskets(platform)],
    ['/checkout/shopper-baskets/v2', createShopperBaskets(platform)],
    ['/customer/shopper-customers/v1', createShopperCustomers(platform)],
    ['/product/shopper-products/v1', createShopperProducts(platform)],
  ];
  const guards: readonly RequestHandler<{ organizationId: string }>[] = [
    checkSite(platform),
    requireShopper(platform) as RequestHandler<{ organizationId: string }>,
    noteSession(platform) as RequestHandler<{ organizationId: string }>,
    express.json({ limit: '64kb' }) as RequestHandler<{ organizationId: string }>,
  ];
  for (const [path, api] of apis) {
    router.use(`${path}/organizations/:organizationId`, ...guards, api, refuseBody);
  }
  return router;
}

/** A body that is no JSON, or too long. */
const refuseBody: ErrorRequestHandler = (error, _req, res, next) => {
  const status: unknown = error instanceof Error && 'status' in error ? error.status : null;
  if (typeof status !== 'number' || status >= 500) return next(error);
  sendProblem(res, badRequest('The body could not be read.'));
};
