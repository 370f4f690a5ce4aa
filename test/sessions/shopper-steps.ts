import assert from 'node:assert/strict';
import type { Role } from '../../shared/src/crypto/direction.ts';
import { changeKeepingCurrent } from '../../shared/src/flows/keep-current.ts';
import { changeRecord, showSession } from '../../shared/src/flows/shopper.ts';
import { signIn } from '../../shared/src/flows/sign-in.ts';
import { signOut } from '../../shared/src/flows/sign-out.ts';
import { addToLine, type Operation, removeLines } from '../../shared/src/state/operations.ts';
import { onState } from '../../shared/src/state/replica.ts';
import { type Cart, withLine, withoutLine } from './cart-oracle.ts';
import type { SessionStage } from './session-stage.ts';
import { quantityOf, toShown } from './session-world.ts';

/** Who asks, and whether the answer gets lost. */
interface Asker {
  readonly browser: number;
  readonly lost: boolean;
}

/** Looks at a page. */
export async function look(
  stage: SessionStage,
  { browser, role, lost }: Asker & { readonly role: Role },
): Promise<void> {
  const expected = stage.visit(browser, role, lost);
  stage.compare(role, await stage.world.look(browser, role, lost), expected);
}

/** Puts a new line into the cart. */
export async function addLine(stage: SessionStage, browser: number, role: Role): Promise<void> {
  const line = stage.newLine();
  await changeCart(stage, { browser, role }, addToLine({ sku: line }, quantityOf(line)), (cart) =>
    withLine(cart, line),
  );
}

/** Takes one of the lines out that are to be seen. */
export async function removeLine(
  stage: SessionStage,
  { browser, role, which }: { browser: number; role: Role; which: number },
): Promise<void> {
  await look(stage, { browser, role, lost: false });
  const lines = [...stage.visit(browser, role).cart.lines].sort();
  const line = lines[which % Math.max(1, lines.length)];
  if (line === undefined) return;
  await changeCart(stage, { browser, role }, removeLines([line]), (cart) =>
    withoutLine(cart, line),
  );
}

async function changeCart(
  stage: SessionStage,
  { browser, role }: { browser: number; role: Role },
  operation: Operation,
  change: (cart: Cart) => Cart,
): Promise<void> {
  const model = role === 'checkout' ? stage.checkout : stage.shop;
  const expected = model.changeCart(stage.request(browser, role), change);
  const parts = stage.world.parts[role];
  const shown = await stage.world.request(browser, role, async (jar) => {
    const session = await showSession(parts, jar);
    return toShown(session, (await changeRecord(parts, jar, session, onState(operation))).state);
  });
  stage.compare(role, shown, expected);
}

/** Signs in; the same user goes on under the same name. */
export async function enter(stage: SessionStage, browser: number, user: string): Promise<void> {
  const { checkout } = stage.world.parts;
  const request = stage.request(browser, 'checkout');
  const before = request.place.session;
  const epoch = (await checkout.epochs?.effective(user)) ?? 0;
  await stage.world.request(browser, 'checkout', (jar) =>
    signIn(checkout, jar, { entity: user, role: 'customer', epoch }),
  );
  const sid = await stage.world.sid(browser);
  const goesOn = before !== null && before.end === null && before.user === user;
  assert.equal(sid === before?.sid, goesOn, 'the name of the session');
  stage.checkout.signIn(request, user, sid);
}

/** Signs out on checkout, and does not follow to the shop. */
export async function leave(
  stage: SessionStage,
  { browser, lost, everywhere }: Asker & { readonly everywhere: boolean },
): Promise<void> {
  stage.checkout.signOut(stage.request(browser, 'checkout', lost), everywhere);
  await stage.world.request(
    browser,
    'checkout',
    (jar) => signOut(stage.world.parts.checkout, jar, '/', { everywhere }),
    lost,
  );
}

/** Changes the password of whoever is there, and keeps the session. */
export async function changePassword(stage: SessionStage, { browser, lost }: Asker): Promise<void> {
  const { session } = stage.place(browser, 'checkout');
  if (!session || session.end) return;
  const { invalidator } = stage.world.sides;
  const change = {
    actor: session.user,
    initiatingEntity: 'user',
    reason: 'password-change',
  } as const;
  const request = stage.request(browser, 'checkout', lost);
  await stage.world.request(
    browser,
    'checkout',
    (jar) =>
      changeKeepingCurrent(stage.world.parts.checkout, jar, () =>
        invalidator.revoke(session.user, change),
      ),
    lost,
  );
  const sid = await stage.world.sid(browser);
  assert.notEqual(sid, session.sid, 'the old session has ended');
  stage.checkout.changePassword(request, sid);
}
