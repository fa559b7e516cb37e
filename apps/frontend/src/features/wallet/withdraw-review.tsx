import { useState, type FormEvent, type ReactNode } from 'react';
import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Money, Wallet } from '@orbiquant/contracts';
import { formatMoney } from '../../shared/format/numbers.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { refusalText } from './refusal-text.ts';
import { useSendWithdrawal } from './use-send-withdrawal.ts';

type Props = { wallet: Wallet; money: Money; idempotencyKey: string; onEdit: () => void; onAgain: () => void };

/** The last look before money leaves: amount, bank, fees, waiting times, and the password. */
export function WithdrawReview({ wallet, money, idempotencyKey, onEdit, onAgain }: Props) {
  const { t, i18n } = useTranslation();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const { send, isSteppedUp, passwordFault } = useSendWithdrawal({ wallet, money, idempotencyKey });
  const cash = formatMoney(money, i18n.language);
  const isMissing = !isSteppedUp && password === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!isMissing) send.mutate(password);
  };
  if (send.isSuccess) return <Sent cash={cash} onAgain={onAgain} />;
  return (
    <form noValidate onSubmit={submit} aria-label={t('withdrawal.reviewTitle')} className="flex flex-col gap-3">
      <h3 className="font-semibold">{t('withdrawal.reviewTitle')}</h3>
      <p className="num text-2xl font-semibold tracking-tight">{cash}</p>
      <Points wallet={wallet} money={money} />
      {!isSteppedUp && (
        <Field
          label={t('withdrawal.password')}
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          fault={tried && isMissing ? t('withdrawal.passwordMissing') : passwordFault}
        />
      )}
      {send.isError && !passwordFault && <Refused error={send.error} />}
      <Buttons cash={cash} isPending={send.isPending} onEdit={onEdit} />
    </form>
  );
}

function Buttons({ cash, isPending, onEdit }: { cash: string; isPending: boolean; onEdit: () => void }) {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" variant="primary" className="min-h-10 flex-1" disabled={!online || isPending}>
        {isPending ? t('withdrawal.sending') : t('withdrawal.confirm', { cash })}
      </Button>
      <Button className="min-h-10" disabled={isPending} onClick={onEdit}>
        {t('invest.edit')}
      </Button>
    </div>
  );
}

function Points({ wallet, money }: { wallet: Wallet; money: Money }) {
  const { t, i18n } = useTranslation();
  const needsTwo = money.minor >= wallet.limits.dualApprovalFrom.minor;
  const left = { ...wallet.available, minor: wallet.available.minor - money.minor };
  return (
    <dl className="flex flex-col gap-2 border-y border-line py-3">
      <Point name={t('withdrawal.toBank')}>{wallet.bank.bank ?? t('common.none')}</Point>
      <Point name={t('withdrawal.fees')}>{t('withdrawal.noFees', { cash: formatMoney(money, i18n.language) })}</Point>
      <Point name={t('withdrawal.times')}>{t(needsTwo ? 'withdrawal.twoApprovals' : 'withdrawal.oneApproval')}</Point>
      <Point name={t('withdrawal.after')}>{formatMoney(left, i18n.language)}</Point>
    </dl>
  );
}

function Point({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-3 sm:grid-cols-[9rem_1fr]">
      <dt className="text-faint">{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const text = refusalText(t, error);
  if (!text) return <Problem error={error} />;
  return (
    <p role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-bad">
      {text}
    </p>
  );
}

function Sent({ cash, onAgain }: { cash: string; onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="status" data-testid="withdrawal-requested" className="flex flex-col gap-3 rounded-lg bg-good-wash p-4">
      <p className="font-semibold text-good">{t('withdrawal.sentTitle')}</p>
      <p className="num text-lg font-semibold">{cash}</p>
      <p className="flex items-start gap-2 text-soft">
        <Clock aria-hidden size={15} className="mt-0.5 shrink-0" />
        {t('withdrawal.sentText', { cash })}
      </p>
      <Button onClick={onAgain}>{t('withdrawal.another')}</Button>
    </div>
  );
}
