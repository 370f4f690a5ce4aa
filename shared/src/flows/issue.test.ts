import { describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { inlineState } from '../../../test/support/inline-state.ts';
import { sideOptions, USER } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { decodeState } from '../state/encode.ts';
import { addToLine } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import { viewCart } from '../state/view.ts';
import { createParts } from './create-parts.ts';
import { issueHandoff } from './issue.ts';
import { changeRecord, readSession } from './shopper.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

const REQUEST = { flow: 'A'.repeat(16), challenge: 'A'.repeat(43), returnPath: '/x' };

describe('the issue of a token', () => {
  const clock = createTestClock();

  async function setUp(role: 'shopping' | 'checkout') {
    const options = await sideOptions(role, clock);
    const parts = createParts(options);
    const peer = createParts({ ...options, role: role === 'shopping' ? 'checkout' : 'shopping' });
    const browser = new FlowBrowser(role === 'checkout');
    const issue = async () => {
      const url = new URL(await browser.visit((jar) => issueHandoff(parts, jar, REQUEST)));
      return { url, claims: await peer.incoming.open(url.searchParams.get('t') ?? '') };
    };
    return { parts, browser, issue };
  }

  async function signInAt({ parts, browser }: Awaited<ReturnType<typeof setUp>>): Promise<void> {
    const epoch = (await parts.epochs?.effective(USER)) ?? 0;
    await browser.visit((jar) => signIn(parts, jar, { entity: USER, role: 'customer', epoch }));
  }

  it('seals the latest state for the flow that asked', async () => {
    const { parts, browser, issue } = await setUp('shopping');
    await browser.visit(async (jar) =>
      changeRecord(
        parts,
        jar,
        await readSession(parts, jar),
        onState(addToLine({ sku: 'MUG' }, 2)),
      ),
    );
    const { url, claims } = await issue();
    expect(url.origin + url.pathname).toBe('https://checkout.test/bridge/accept');
    expect(claims).toMatchObject({ flow: REQUEST.flow, returnPath: '/x', link: null });
    expect(claims.issuedAt).toBe(clock.now() / 1000);
    expect(claims.challenge).toEqual(Buffer.alloc(32));
    expect(viewCart(decodeState(inlineState(claims))).lines).toMatchObject([
      { sku: 'MUG', quantity: 2 },
    ]);
  });

  it('gives every token an id of its own', async () => {
    const { issue } = await setUp('shopping');
    expect((await issue()).claims.jti).not.toBe((await issue()).claims.jti);
  });

  it('knows of a write whose cookie never arrived', async () => {
    const { parts, browser, issue } = await setUp('shopping');
    const add = (sku: string) => async (jar: Parameters<typeof readSession>[1]) =>
      changeRecord(parts, jar, { state: 'anonymous' }, onState(addToLine({ sku }, 1)));
    await browser.visit(add('MUG'));
    const before = browser.get('bridge-state') ?? '';
    await browser.visit(add('CUP'));
    browser.put('bridge-state', before);
    const { lines } = viewCart(decodeState(inlineState((await issue()).claims)));
    expect(lines.map(({ sku }) => sku)).toEqual(['CUP', 'MUG']);
  });

  it('says from checkout who is signed in, by pseudonym, session name and birth epoch', async () => {
    const side = await setUp('checkout');
    await signInAt(side);
    const { link } = (await side.issue()).claims;
    expect(link).toEqual({
      kind: 'identity',
      entity: side.parts.pairwise?.(USER),
      sid: expect.stringMatching(/^sid_[\w-]{22}$/),
      epoch: clock.now(),
    });
  });

  it('says so too when the sign-in went idle', async () => {
    const side = await setUp('checkout');
    await signInAt(side);
    clock.advance(3_600);
    expect((await side.issue()).claims.link?.kind).toBe('identity');
  });

  it('says from checkout which session was signed out, until somebody signs in', async () => {
    const side = await setUp('checkout');
    await signInAt(side);
    const { link } = (await side.issue()).claims;
    await side.browser.visit((jar) => signOut(side.parts, jar, '/'));
    const sid = link?.sid;
    expect((await side.issue()).claims.link).toEqual({ kind: 'signed-out', sid });
    await signInAt(side);
    expect((await side.issue()).claims.link?.kind).toBe('identity');
  });

  it('says nothing of anybody else', async () => {
    expect((await (await setUp('checkout')).issue()).claims.link).toBeNull();
    expect((await (await setUp('shopping')).issue()).claims.link).toBeNull();
  });

  it.each([
    { ...REQUEST, flow: 'A'.repeat(15) },
    { ...REQUEST, flow: `${'A'.repeat(15)}.` },
    { ...REQUEST, challenge: 'A'.repeat(42) },
    { ...REQUEST, challenge: `${'A'.repeat(43)}=` },
    { ...REQUEST, returnPath: `/${'x'.repeat(512)}` },
  ])('refuses a request of another shape: %j', async (request) => {
    const { parts, browser } = await setUp('shopping');
    await expect(browser.visit((jar) => issueHandoff(parts, jar, request))).rejects.toMatchObject({
      code: 'ERR_HANDOFF_MALFORMED',
    });
    expect(browser.header()).toBe('');
  });
});
