import { describe, expect, it } from '@jest/globals';
import { controller, type HybridShopper, JOHN } from '../support/hybrid-shopper.ts';
import { inspect } from '../support/shopper-inspection.ts';
import { slasStage } from '../support/slas-stage.ts';
import { JANE } from '../support/slas-world.ts';

const start = slasStage();

const REGISTRATION = {
  dwfrm_profile_customer_firstname: JOHN.firstName,
  dwfrm_profile_customer_lastname: JOHN.lastName,
  dwfrm_profile_customer_email: JOHN.email,
  dwfrm_profile_customer_emailconfirm: JOHN.email,
  dwfrm_profile_login_passwordconfirm_d0lq: JOHN.password,
  dwfrm_profile_login_password_d0kx: JOHN.password,
};
const SCRIPT = { 'x-requested-with': 'XMLHttpRequest' };

async function arrive(): Promise<HybridShopper> {
  const shopper = await start();
  await shopper.readBoth();
  await shopper.add(1);
  return shopper;
}

describe('a registration form of a controller', () => {
  const path = controller('Account-SubmitRegistration');

  it('makes an account with the fields as B2C Commerce names them', async () => {
    const shopper = await arrive();
    const answer = await shopper.browser.ask(path, { form: REGISTRATION });
    expect(answer.location).toBe(`${shopper.world.origin}${controller('Home-Show')}`);
    expect(await inspect(shopper)).toMatchObject({ login: JOHN.login, pieces: 1 });
  });

  it.each([
    ['dwfrm_profile_customer_emailconfirm', 'joan@example.com'],
    ['dwfrm_profile_login_passwordconfirm_d0lq', 'Password3!'],
  ])('makes none where %s differs, and no call', async (name, value) => {
    const shopper = await arrive();
    const mark = await shopper.world.emulator.lastCall();
    const answer = await shopper.browser.ask(path, { form: { ...REGISTRATION, [name]: value } });
    const form = `${shopper.world.origin}${controller('Login-Show')}`;
    expect([answer.status, answer.location]).toEqual([303, `${form}?error=refused`]);
    expect(await shopper.world.emulator.operations(mark)).toEqual([]);
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest', pieces: 1 });
  });
});

describe('a script that sends a form of a controller', () => {
  const signIn = (shopper: HybridShopper, loginPassword: string) =>
    shopper.browser.json(controller('Account-Login'), {
      form: { loginEmail: JANE.username, loginPassword },
      headers: SCRIPT,
    });

  it('is told where to go', async () => {
    const shopper = await arrive();
    expect(await signIn(shopper, JANE.password)).toEqual({
      success: true,
      redirectUrl: `${shopper.world.origin}${controller('Home-Show')}`,
    });
  });

  it('is told what to show, and the code beside it', async () => {
    const shopper = await arrive();
    expect(await signIn(shopper, 'wrong')).toEqual({
      success: false,
      error: ['The e-mail address or the password is wrong.'],
      code: 'wrong_credentials',
    });
    const form = { ...REGISTRATION, dwfrm_profile_customer_emailconfirm: '' };
    const path = controller('Account-SubmitRegistration');
    expect(await shopper.browser.json(path, { form, headers: SCRIPT })).toEqual({
      success: false,
      error: ['This was not accepted. Please check what you entered.'],
      code: 'refused',
    });
    await shopper.world.emulator.faults({ operation: 'login', status: 503 });
    expect(await signIn(shopper, JANE.password)).toEqual({
      success: false,
      error: ['This does not work right now. Please try again in a moment.'],
      code: 'busy',
    });
  });
});

describe('a slash behind the name of a controller', () => {
  it('hides no sign-in and no sign-out', async () => {
    const shopper = await arrive();
    const form = { loginEmail: JANE.username, loginPassword: JANE.password };
    const answer = await shopper.browser.ask(controller('Account-Login/'), { form });
    expect(answer.location).toBe(`${shopper.world.origin}${controller('Home-Show')}`);
    expect(await inspect(shopper)).toMatchObject({ login: JANE.username });
    await shopper.readController('Login-Logout/');
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest' });
  });
});
