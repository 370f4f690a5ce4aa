import { peerOf, type Role } from '../../shared/src/crypto/direction.ts';
import { acceptHandoff } from '../../shared/src/flows/accept.ts';
import { issueHandoff } from '../../shared/src/flows/issue.ts';
import { startHandoff } from '../../shared/src/flows/start.ts';
import { type Cart, mergeCarts } from './cart-oracle.ts';
import type { Pocket, SessionStage } from './session-stage.ts';
import type { ModelToken } from './shop-model.ts';
import { look } from './shopper-steps.ts';

/** Shorter than the time in which a token may be used. */
const TOKEN_SECONDS = 60;

/** Crosses to the shop at once. */
export async function crossToShop(stage: SessionStage, browser: number): Promise<void> {
  await redeem(stage, browser, await fetchPocket(stage, browser));
}

/** Crosses to checkout at once. */
export async function crossToCheckout(stage: SessionStage, browser: number): Promise<void> {
  const { token, cart } = await fetchToken(stage, browser, 'checkout');
  stage.checkout.changeCart(stage.request(browser, 'checkout'), (mine) => mergeCarts(mine, cart));
  await accept(stage, browser, 'checkout', token);
  await look(stage, { browser, role: 'checkout', lost: false });
}

/** Takes a token for the shop and keeps it. */
export async function keepToken(stage: SessionStage, browser: number): Promise<void> {
  stage.pockets.set(browser, await fetchPocket(stage, browser));
}

/** Uses the token that was kept, for the first time or again, if it is not too old. */
export async function useToken(stage: SessionStage, browser: number): Promise<void> {
  const pocket = stage.pockets.get(browser);
  if (!pocket) return;
  if (pocket.fetchedAt + TOKEN_SECONDS <= stage.world.now()) stage.pockets.delete(browser);
  else await redeem(stage, browser, pocket);
}

async function fetchPocket(stage: SessionStage, browser: number): Promise<Pocket> {
  const { token, cart, link } = await fetchToken(stage, browser, 'shopping');
  const fetchedAt = stage.world.now();
  return { token, meaning: { cart, link }, fetchedAt, isUsed: false };
}

async function redeem(stage: SessionStage, browser: number, pocket: Pocket): Promise<void> {
  stage.shop.accept(stage.request(browser, 'shopping'), pocket.meaning, !pocket.isUsed);
  await accept(stage, browser, 'shopping', pocket.token);
  pocket.isUsed = true;
  await look(stage, { browser, role: 'shopping', lost: false });
}

/** The token of a flow that begins now, and what it means. */
async function fetchToken(
  stage: SessionStage,
  browser: number,
  to: Role,
): Promise<{ token: string; cart: Cart; link: ModelToken['link'] }> {
  const { world } = stage;
  const from = peerOf(to);
  const asked = new URL(
    await world.request(browser, to, async (jar) => startHandoff(world.parts[to], jar, null)),
  ).searchParams;
  const request = {
    flow: asked.get('flow') ?? '',
    challenge: asked.get('challenge') ?? '',
    returnPath: asked.get('return') ?? '',
  };
  const { cart } = stage.visit(browser, from);
  const issued = await world.request(browser, from, (jar) =>
    issueHandoff(world.parts[from], jar, request),
  );
  const token = new URL(issued).searchParams.get('t') ?? '';
  return { token, cart, link: from === 'checkout' ? linkOf(stage, browser) : null };
}

function linkOf(stage: SessionStage, browser: number): ModelToken['link'] {
  const { session, cart } = stage.place(browser, 'checkout');
  if (session && !session.end) return { kind: 'identity', session };
  return cart.endedSid === null ? null : { kind: 'signed out', sid: cart.endedSid };
}

async function accept(
  { world }: SessionStage,
  browser: number,
  role: Role,
  token: string,
): Promise<void> {
  await world.request(browser, role, (jar) => acceptHandoff(world.parts[role], jar, token));
}
