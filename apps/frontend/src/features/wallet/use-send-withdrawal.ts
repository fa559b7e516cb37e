import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import {
  getWallet,
  requestWithdrawal,
  stepUp,
  type Money,
  type Wallet,
  type WithdrawalView,
} from '@orbiquant/contracts';
import { CallError } from '../../shared/api/call-error.ts';
import { call } from '../../shared/api/call.ts';
import { formatAge } from '../../shared/format/times.ts';
import { useRefreshMoney } from '../../shared/money/use-refresh-money.ts';

type Wish = { wallet: Wallet; money: Money; idempotencyKey: string };

/** Which of the two calls failed: a refused password is told beside its field. */
class PasswordRefused extends Error {
  override readonly cause: unknown;
  constructor(cause: unknown) {
    super('the password was refused');
    this.cause = cause;
  }
}

/** Asks for a withdrawal, after the password where it was not asked for lately. The same key twice is one withdrawal. */
export function useSendWithdrawal({ wallet, money, idempotencyKey }: Wish) {
  const { t } = useTranslation();
  const refresh = useRefreshMoney();
  const [isSteppedUp, setSteppedUp] = useState(wallet.steppedUpUntilMs !== null);
  const send = useMutation({
    mutationFn: async (password: string): Promise<WithdrawalView> => {
      if (!isSteppedUp) await confirmPassword(password);
      setSteppedUp(true);
      return call(requestWithdrawal, { body: { cents: money.minor } }, { idempotencyKey });
    },
    onSuccess: refresh,
    onError: (error) => {
      if (error instanceof CallError && error.errors[0]?.code === 'step-up-needed') setSteppedUp(false);
    },
  });
  const passwordFault = send.error instanceof PasswordRefused ? faultOf(t, send.error.cause) : null;
  return { send, isSteppedUp, passwordFault };
}

/** A wrong password is no reason to renew the session and try again: that would count as two attempts. */
async function confirmPassword(password: string): Promise<void> {
  // a token that is too old is renewed by this, so that a refusal is the password's
  await call(getWallet, {});
  await call(stepUp, { body: { password } }, { once: true }).catch((error: unknown) => {
    const isOurs = error instanceof CallError && ['not-signed-in', 'too-many-requests'].includes(error.code);
    throw isOurs ? new PasswordRefused(error) : error;
  });
}

function faultOf(t: TFunction, cause: unknown): string {
  const retryAfterSec = cause instanceof CallError ? cause.retryAfterSec : null;
  return retryAfterSec === null
    ? t('withdrawal.passwordWrong')
    : t('withdrawal.passwordLocked', { wait: formatAge(retryAfterSec * 1000, t) });
}
