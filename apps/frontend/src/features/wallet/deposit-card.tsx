import { useState, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { createDeposit, type Wallet } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { call } from '../../shared/api/call.ts';
import { leaveFor } from '../../shared/leave-for.ts';
import { parseAmount } from '../../shared/money/parse-amount.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

const CENT_PLACES = 2;

/** Money in by card: an amount, then the processor's own page in this tab. */
export function DepositCard({ wallet }: { wallet: Wallet }) {
  const { t } = useTranslation();
  return (
    <Card title={t('wallet.deposit.title')}>
      {wallet.cardsEnabled ? <DepositForm /> : <p className="text-soft">{t('wallet.noCards')}</p>}
    </Card>
  );
}

/** One wish to pay in; its key makes sending it twice the same as once. */
type Wish = { text: string; idempotencyKey: string };
const firstWish = (text = ''): Wish => ({ text, idempotencyKey: newId() });

function DepositForm() {
  const { t, i18n } = useTranslation();
  const online = useOnline();
  const [wish, setWish] = useState(firstWish);
  const [tried, setTried] = useState(false);
  const parsed = parseAmount(wish.text, i18n.language, CENT_PLACES);
  const send = useMutation({
    mutationFn: (cents: bigint) => call(createDeposit, { body: { cents } }, { idempotencyKey: wish.idempotencyKey }),
    onSuccess: ({ checkoutUrl }) => checkoutUrl && leaveFor(checkoutUrl),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (parsed.ok) send.mutate(parsed.minor);
  };
  const isBusy = send.isPending || send.isSuccess;
  return (
    <form noValidate onSubmit={submit} aria-label={t('wallet.deposit.title')} className="flex flex-col gap-3">
      <Field
        label={t('wallet.deposit.amount')}
        inputMode="decimal"
        autoComplete="off"
        value={wish.text}
        onChange={(event) => setWish(firstWish(event.target.value))}
        hint={t('wallet.deposit.hint')}
        fault={tried && !parsed.ok ? t(`withdrawal.fault.${parsed.fault}`, { places: CENT_PLACES }) : null}
      />
      {send.isError && <Problem error={send.error} />}
      <Button
        type="submit"
        variant="primary"
        className="min-h-10"
        disabled={!online || isBusy}
        title={online ? undefined : t('common.offlineShort')}
      >
        {t(isBusy ? 'wallet.deposit.going' : 'wallet.deposit.go')}
      </Button>
      <p className="text-xs text-faint">{t('wallet.deposit.leaves')}</p>
    </form>
  );
}
