import type { Side } from '../test/support/running-store.ts';
import { checkShopper, type ShopperCheck } from './check-shopper.ts';
import { isAnswered, type Kill, type ShopperHistory } from './shopper-history.ts';
import type { StoreContents, StoredOrder } from './store-contents.ts';

/** What a token is counted by. */
export interface IssuedToken {
  /** Its name in the histories. */
  readonly token: string;
  readonly jti: string;
  /** Epoch seconds. */
  readonly issuedAt: number;
  /** Whether the cart waits at the sender, because it is too large for a link. */
  readonly isParked: boolean;
}

/** Everything that is known of a run from outside the servers. */
export interface CrashRun {
  readonly histories: readonly ShopperHistory[];
  readonly kills: readonly Kill[];
  readonly tokens: readonly IssuedToken[];
  /** Epoch seconds of the moment when the stores were read: until then claims were swept. */
  readonly readAt: number;
}

/** For so long after the issue a claim stays: the life of a token and its grace, twice (docs/protocol.md). */
const CLAIM_SECONDS = 60 + 2 * 15;

/** Compares what all shoppers were told with what both stores hold. Returns complaints; none when all is well. */
export function checkRun(run: CrashRun, stores: StoreContents): string[] {
  const orders = new Map(stores.orders.map((order) => [`${order.entity} ${order.key}`, order]));
  const parked = new Set(run.tokens.filter(({ isParked }) => isParked).map(({ token }) => token));
  const checks = run.histories.map((history) => {
    const own = [...orders.values()].filter(({ entity }) => entity === history.entity);
    const placed = new Map(own.map((order) => [order.key, order]));
    const context = { kills: run.kills, orders: placed, parked };
    return { history, own, ...checkShopper(history, context) };
  });
  return [
    ...checks.flatMap(({ findings }) => findings),
    ...checks.flatMap((check) => checkAccount(check, stores)),
    ...checks.flatMap(checkOrders),
    ...checkOrderCount(run, stores),
    ...stores.misusedDots,
    ...checkClaims(run, stores, 'shopping'),
    ...checkClaims(run, stores, 'checkout'),
  ];
}

interface Checked extends ShopperCheck {
  readonly history: ShopperHistory;
  readonly own: readonly StoredOrder[];
}

function checkAccount({ history: { name, entity }, oracle }: Checked, stores: StoreContents) {
  const complaints = oracle.judgeAccount(stores.accounts.get(entity) ?? {});
  return complaints.map((complaint) => `${name}, account on the disk: ${complaint}`);
}

/** No write is ordered twice, and no order came to be without its key having been sent. */
function checkOrders({ history, own, oracle }: Checked): string[] {
  const asked = new Set(
    history.steps.flat().flatMap(({ ask }) => (ask.kind === 'order' ? [ask.key] : [])),
  );
  const unasked = own.filter(({ key }) => !asked.has(key));
  const lines = own.flatMap((order) => Object.entries(order.lines));
  const times = Map.groupBy(lines, ([line, quantity]) => `${line} = ${quantity}`);
  const twice = [...times].filter(([, [first, ...more]]) => {
    const [line, quantity] = first as [string, number];
    return more.length >= Math.max(1, oracle.writesOf(line, quantity));
  });
  return [
    ...unasked.map(({ id }) => `${history.name}: order ${id} under a key that nobody sent`),
    ...twice.map(([line]) => `${history.name}: ordered twice: ${line}`),
  ];
}

function checkOrderCount({ histories }: CrashRun, { orders, orderedDots }: StoreContents) {
  const known = new Set(histories.map(({ entity }) => entity));
  const strangers = orders.filter(({ entity }) => !known.has(entity));
  const keys = new Set(orders.map(({ entity, key }) => `${entity} ${key}`));
  const lines = orders.reduce((sum, order) => sum + Object.keys(order.lines).length, 0);
  return [
    ...strangers.map(({ id }) => `order ${id} of nobody who was here`),
    ...(keys.size < orders.length ? ['two orders under one key'] : []),
    ...(orderedDots < lines
      ? [`${lines} lines ordered, ${orderedDots} writes marked as such`]
      : []),
  ];
}

/** Each accepted token is on file once, and nothing else is. */
function checkClaims({ histories, tokens, readAt }: CrashRun, stores: StoreContents, side: Side) {
  const claims = stores.claims[side];
  const brought = histories.flatMap(({ steps }) =>
    steps
      .flat()
      .filter(({ ask }) => ask.kind === 'accept' && ask.side === side && ask.by === 'owner'),
  );
  const nameOf = ({ ask }: (typeof brought)[number]) => (ask.kind === 'accept' ? ask.token : '');
  const mayBeThere = new Set(brought.map(nameOf));
  const accepted = brought.filter(isAnswered).filter(({ outcome }) => isArrival(outcome));
  const mustBeThere = new Set(accepted.map(nameOf));
  const byJti = new Map(tokens.map((token) => [token.jti, token]));
  const missing = tokens.filter(({ token, jti, issuedAt }) => {
    return mustBeThere.has(token) && issuedAt + CLAIM_SECONDS > readAt && !claims.has(jti);
  });
  const strange = [...claims].filter((jti) => !mayBeThere.has(byJti.get(jti)?.token ?? ''));
  return [
    ...(byJti.size < tokens.length ? ['two tokens with one number'] : []),
    ...missing.map(({ token }) => `${token} was accepted on ${side} and is not on file`),
    ...strange.map((jti) => `${jti} is on file on ${side}, and its browser never brought it`),
  ];
}

function isArrival({ status, path }: { readonly status: number; readonly path?: string }): boolean {
  return status === 303 && path !== '/bridge/start';
}
