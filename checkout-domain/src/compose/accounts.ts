import { join } from 'node:path';
import type { DomainContext } from '@domain-bridge/storefront/app';
import { SHOP_NAME } from '@domain-bridge/storefront/pages';
import { createAuthenticator } from '../accounts/authenticate.ts';
import { createPasswordChange } from '../accounts/change-password.ts';
import { createEndLimiter } from '../accounts/end-limiter.ts';
import type { PasswordHasher } from '../accounts/password-hasher.ts';
import { createPasswordReset } from '../accounts/password-reset.ts';
import { createRegistration } from '../accounts/register.ts';
import { createRegistrationLimiter } from '../accounts/registration-limiter.ts';
import { createResetLimiter } from '../accounts/reset-limiter.ts';
import { createSignInLimiter } from '../accounts/sign-in-limiter.ts';
import { createUserDirectory } from '../accounts/user-directory.ts';
import type { CheckoutConfig } from '../config.ts';
import { createCourier } from '../mail/courier.ts';
import { createLetterWriter } from '../mail/letter-writer.ts';
import { createMailer } from '../mail/mailer.ts';
import type { CheckoutStore } from '../store/checkout-store.ts';
import { keptSecret } from '../store/settings.ts';

/** What is done with users, and the mail that goes with it. */
export function composeAccounts(
  context: DomainContext<CheckoutConfig>,
  store: CheckoutStore,
  hasher: PasswordHasher,
) {
  const { config, db, clock } = context;
  const { users, changes, resetTokens: tokens } = store;
  const limits = { db, key: keptSecret(db, 'attempts-key') };
  const limiter = createSignInLimiter(limits);
  const common = { users, changes, hasher, shopName: SHOP_NAME };
  const mail = composeMail(context, store);
  return {
    mail,
    authenticator: createAuthenticator({ users, hasher, limiter }),
    registration: createRegistration({
      ...common,
      limiter: createRegistrationLimiter(limits),
      clock,
    }),
    passwords: createPasswordChange({ ...common, limiter }),
    resets: createPasswordReset({
      ...common,
      tokens,
      requests: createResetLimiter(limits),
      signIns: limiter,
      mail,
      clock,
    }),
    ends: createEndLimiter(limits),
    directory: createUserDirectory({ ...common, issuer: config.checkout.href }),
  };
}

function composeMail(
  { config, clock, scheduler, log }: DomainContext<CheckoutConfig>,
  { users, audit, mailOutbox, resetTokens }: CheckoutStore,
) {
  return createCourier({
    outbox: mailOutbox,
    trail: audit,
    writer: createLetterWriter({
      users,
      tokens: resetTokens,
      checkout: config.checkout.href,
      clock,
    }),
    mailer: createMailer({
      url: config.mailUrl,
      directory: join(config.dataDir, 'mail'),
      from: { name: SHOP_NAME, address: config.mailFrom },
      clock,
    }),
    clock,
    scheduler,
    onFailure: (failure) => log.warn(failure, 'a mail was not sent'),
  });
}
