import { WITHDRAWAL_POLICY } from '@orbiquant/payments';
import type { config } from '../config.ts';
import { parseFailure } from './failpoint.ts';
import type { PaymentsOptions } from './open-desk.ts';

type Env = Pick<
  ReturnType<typeof config>,
  | 'STRIPE_SECRET_KEY'
  | 'STRIPE_BASE_URL'
  | 'STRIPE_WEBHOOK_SECRETS'
  | 'STRIPE_COUNTRY'
  | 'DEPOSIT_HOLD_MS'
  | 'WITHDRAWAL_COOL_OFF_MS'
  | 'FAILPOINT'
  | 'PUBLIC_ORIGIN'
>;

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);

/** What the environment says of payments. A key that begins with `sk_live_` moves real money. */
export function paymentsOptions(env: Env): PaymentsOptions {
  const { STRIPE_SECRET_KEY: secretKey } = env;
  const webhookSecrets = listed(env.STRIPE_WEBHOOK_SECRETS);
  return {
    processor:
      secretKey && webhookSecrets.length > 0
        ? {
            secretKey,
            baseUrl: env.STRIPE_BASE_URL,
            webhookSecrets,
            publicOrigin: listed(env.PUBLIC_ORIGIN)[0] ?? '',
            country: env.STRIPE_COUNTRY,
            isLive: secretKey.startsWith('sk_live_'),
          }
        : null,
    policy: { ...WITHDRAWAL_POLICY, coolOffMs: env.WITHDRAWAL_COOL_OFF_MS },
    depositHoldMs: env.DEPOSIT_HOLD_MS,
    failure: parseFailure(env.FAILPOINT),
  };
}
