/** Door `@domain-bridge/storefront/api`: the routes that both domains have. */
export {
  createStateApi,
  createStateHandler,
  privateAnswer,
  STATE_PATH,
  unlessPlainRead,
} from './api/api-router.ts';
export { createCatalogueRoutes } from './api/catalogue-routes.ts';
export { answerForm, refusalAsNotice } from './api/form-answer.ts';
export { hasNotice, noticeFor, withNotice } from './api/notices.ts';
export {
  type Fields,
  isForm,
  readBodies,
  refuseDuplicateQuery,
  refuseOtherTypes,
} from './api/request-body.ts';
export { type StateView, stateView } from './api/state-view.ts';
