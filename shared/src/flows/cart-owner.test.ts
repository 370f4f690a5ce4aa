import { describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { OTHER_USER, sideOptions, USER } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { addToLine } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import { viewCart } from '../state/view.ts';
import { acceptHandoff } from './accept.ts';
import type { BridgeModes } from './bridge-modes.ts';
import { createParts } from './create-parts.ts';
import { issueHandoff } from './issue.ts';
import type { BridgeParts } from './parts.ts';
import { changeRecord, readRecord, readSession } from './shopper.ts';
import { signIn } from './sign-in.ts';
import { startHandoff } from './start.ts';

const SIGNED: BridgeModes = { toCheckout: 'signed', toShopping: 'signed' };
const ENCRYPTED: BridgeModes = { toCheckout: 'encrypted', toShopping: 'encrypted' };

/** A browser and a store whose mode is changed under it; the shop is on plain HTTP. */
async function setUp() {
  const clock = createTestClock();
  const [shopOptions, checkoutOptions] = [
    await sideOptions('shopping', clock),
    await sideOptions('checkout', clock),
  ];
  const [onShop, onCheckout] = [new FlowBrowser(false), new FlowBrowser(true)];
  const checkout = createParts(checkoutOptions);
  const signInWith = async (entity: string, sku: string) => {
    const epoch = (await checkout.epochs?.effective(entity)) ?? 0;
    await onCheckout.visit((jar) => signIn(checkout, jar, { entity, role: 'customer', epoch }));
    await onCheckout.visit(async (jar) =>
      changeRecord(checkout, jar, await readSession(checkout, jar), onState(addToLine({ sku }, 1))),
    );
  };
  const cross = async (modes: BridgeModes) => {
    const shop = createParts({ ...shopOptions, modes });
    const issuer = createParts({ ...checkoutOptions, modes });
    const issue = new URL(await onShop.visit((jar) => startHandoff(shop, jar, '/')));
    const { flow = '', challenge = '' } = Object.fromEntries(issue.searchParams);
    const accept = await onCheckout.visit((jar) =>
      issueHandoff(issuer, jar, { flow, challenge, returnPath: '/' }),
    );
    const token = new URL(accept).searchParams.get('t') ?? '';
    await onShop.visit((jar) => acceptHandoff(shop, jar, token));
    return onShop.visit((jar) => look(shop, jar));
  };
  return { signInWith, cross };
}

async function look(parts: BridgeParts, jar: Parameters<typeof readSession>[1]) {
  const session = await readSession(parts, jar);
  const { state } = await readRecord(parts, jar, session, 'latest');
  return { state: session.state, skus: viewCart(state).lines.map(({ sku }) => sku) };
}

describe('whose cart a plain-HTTP shop holds', () => {
  it('is known still when tokens are encrypted from now on: another user gets none of it', async () => {
    const { signInWith, cross } = await setUp();
    await signInWith(USER, 'MUG');
    expect(await cross(SIGNED)).toEqual({ state: 'anonymous', skus: ['MUG'] });
    await signInWith(OTHER_USER, 'PEN');
    expect(await cross(ENCRYPTED)).toEqual({ state: 'recognized', skus: ['PEN'] });
  });

  it('goes on as the same user’s', async () => {
    const { signInWith, cross } = await setUp();
    await signInWith(USER, 'MUG');
    await cross(SIGNED);
    expect(await cross(ENCRYPTED)).toEqual({ state: 'recognized', skus: ['MUG'] });
    expect(await cross(SIGNED)).toEqual({ state: 'anonymous', skus: ['MUG'] });
  });

  it('is known by the session when tokens are signed from now on, which ends then', async () => {
    const { signInWith, cross } = await setUp();
    await signInWith(USER, 'MUG');
    expect(await cross(ENCRYPTED)).toEqual({ state: 'recognized', skus: ['MUG'] });
    await signInWith(OTHER_USER, 'PEN');
    expect(await cross(SIGNED)).toEqual({ state: 'anonymous', skus: ['PEN'] });
  });
});
