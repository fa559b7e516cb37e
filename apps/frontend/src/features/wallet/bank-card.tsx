import { useEffect } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Landmark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { connectBank, refreshBank, type PayoutBank, type Wallet } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { leaveFor } from '../../shared/leave-for.ts';
import { useRefreshMoney } from '../../shared/money/use-refresh-money.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

const ACTIONS: Record<PayoutBank['status'], 'connect' | 'finish' | 'change'> = {
  none: 'connect',
  incomplete: 'finish',
  ready: 'change',
};

type Props = { wallet: Wallet; came?: 'done' | 'again' | undefined; onSeen: () => void };

/** Which bank the money goes to, and the way to name or change it. */
export function BankCard({ wallet, came, onSeen }: Props) {
  const { t, i18n } = useTranslation();
  const { bank } = wallet;
  const look = useLookAgain(came, onSeen);
  const at = bank.coolOffUntilMs === null ? null : formatInstant(bank.coolOffUntilMs, i18n.language);
  return (
    <Card title={t('wallet.bank.title')}>
      <div className="flex flex-col gap-3" data-testid="bank" data-state={bank.status}>
        {bank.bank && (
          <p className="flex items-center gap-2 text-lg font-medium">
            <Landmark aria-hidden size={18} className="shrink-0 text-accent" />
            <span className="num break-all">{bank.bank}</span>
          </p>
        )}
        <p className="text-soft">{t(`wallet.bank.${bank.status}`)}</p>
        {at && <p className="rounded-lg bg-warn-wash px-3 py-2 text-warn">{t('wallet.bank.cooling', { at })}</p>}
        {came === 'again' && <p className="text-warn">{t('wallet.bank.expired')}</p>}
        {look.isPending && <p role="status">{t('wallet.bank.checking')}</p>}
        {look.isError && <Problem error={look.error} retry={() => look.mutate()} />}
        <Connect isEnabled={wallet.cardsEnabled} action={ACTIONS[bank.status]} />
        <p className="text-xs text-faint">{t('wallet.bank.leaves')}</p>
      </div>
    </Card>
  );
}

/** Back from the page on which the bank is named, the house looks once which it is. */
function useLookAgain(came: Props['came'], onSeen: () => void) {
  const refresh = useRefreshMoney();
  const look = useMutation({
    mutationFn: () => call(refreshBank, {}),
    onSuccess: () => {
      refresh();
      onSeen();
    },
  });
  const { mutate } = look;
  useEffect(() => {
    if (came === 'done') mutate();
  }, [came, mutate]);
  return look;
}

function Connect({ isEnabled, action }: { isEnabled: boolean; action: 'connect' | 'finish' | 'change' }) {
  const { t } = useTranslation();
  const online = useOnline();
  const connect = useMutation({
    mutationFn: () => call(connectBank, {}),
    onSuccess: ({ url }) => leaveFor(url),
  });
  const isBusy = connect.isPending || connect.isSuccess;
  return (
    <>
      {connect.isError && <Problem error={connect.error} />}
      <Button
        className="self-start"
        variant={action === 'change' ? 'quiet' : 'primary'}
        disabled={!online || !isEnabled || isBusy}
        title={online ? undefined : t('common.offlineShort')}
        onClick={() => connect.mutate()}
      >
        {t(isBusy ? 'wallet.bank.opening' : `wallet.bank.${action}`)}
      </Button>
    </>
  );
}
