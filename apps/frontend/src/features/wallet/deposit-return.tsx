import { useEffect, useState } from 'react';
import { CircleCheck, CircleX, Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { CardDeposit } from '@orbiquant/contracts';
import { formatMoney } from '../../shared/format/numbers.ts';
import { isUnderWay, useDeposits } from '../../shared/money/use-wallet.ts';
import { useRefreshMoney } from '../../shared/money/use-refresh-money.ts';
import { Button } from '../../shared/ui/button.tsx';

/** From then on the person is told that it takes long. */
const SLOW_MS = 60_000;

const LOOKS = {
  waiting: { icon: Hourglass, look: 'bg-warn-wash text-warn' },
  settled: { icon: CircleCheck, look: 'bg-good-wash text-good' },
  failed: { icon: CircleX, look: 'bg-bad-wash text-bad' },
  cancelled: { icon: CircleX, look: 'bg-raised text-soft' },
} as const;
type Outcome = keyof typeof LOOKS;

/** What came of the visit to the payment page. That the browser is back proves nothing: only the wallet's own word does. */
export function DepositReturn({ came, onDismiss }: { came: 'done' | 'cancelled'; onDismiss: () => void }) {
  const { t, i18n } = useTranslation();
  const [isAwaited, setAwaited] = useState(came === 'done');
  const [newest] = useDeposits(isAwaited).data ?? [];
  const outcome = came === 'cancelled' ? 'cancelled' : outcomeOf(newest);
  const refresh = useRefreshMoney();
  useEffect(() => {
    if (outcome === 'waiting') return;
    setAwaited(false);
    refresh();
  }, [outcome, refresh]);
  const isSlow = useIsLater(SLOW_MS) && outcome === 'waiting';
  const { icon: Icon, look } = LOOKS[outcome];
  const cash = newest ? formatMoney(newest.amount, i18n.language) : '';
  return (
    <div role="status" data-testid={`deposit-${outcome}`} className={`flex items-start gap-3 rounded-xl p-4 ${look}`}>
      <Icon aria-hidden size={20} className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{t(`wallet.deposit.back.${outcome}`, { cash })}</p>
        <p className="text-ink">{explained(t, outcome, isSlow)}</p>
      </div>
      {outcome !== 'waiting' && <Button onClick={onDismiss}>{t('wallet.deposit.back.dismiss')}</Button>}
    </div>
  );
}

function outcomeOf(newest: CardDeposit | undefined): Outcome {
  if (!newest || isUnderWay(newest)) return 'waiting';
  return newest.status === 'failed' ? 'failed' : 'settled';
}

const explained = (t: TFunction, outcome: Outcome, isSlow: boolean): string =>
  isSlow ? t('wallet.deposit.back.slow') : t(`wallet.deposit.back.${outcome}Text`);

function useIsLater(afterMs: number): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return isLater;
}
