import { useTranslation } from 'react-i18next';
import type { CardDeposit } from '@orbiquant/contracts';
import { formatMoney } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { leaveFor } from '../../shared/leave-for.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { useDeposits } from '../../shared/money/use-wallet.ts';
import { Badge, type Tone } from '../../shared/ui/badge.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';

const TONES: Record<CardDeposit['status'], Tone> = {
  created: 'neutral',
  processing: 'warn',
  failed: 'bad',
  settled: 'accent',
  released: 'good',
};

/** Money paid in by card, and how far each payment is. */
export function DepositsCard() {
  const { t } = useTranslation();
  const deposits = useDeposits();
  return (
    <Card title={t('wallet.deposit.list')}>
      <Loaded of={deposits} heights={['2.5rem', '2.5rem']}>
        {(list) =>
          list.length === 0 ? (
            <p className="py-2 text-soft">{t('wallet.deposit.none')}</p>
          ) : (
            <ul className="max-h-96 divide-y divide-line overflow-auto">
              {list.map((deposit) => (
                <DepositRow key={deposit.depositId} deposit={deposit} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

function DepositRow({ deposit }: { deposit: CardDeposit }) {
  const { t, i18n } = useTranslation();
  const { status, heldUntilMs, refunded, dispute, checkoutUrl } = deposit;
  const isHeld = status === 'settled' && heldUntilMs !== null;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
      <Badge tone={TONES[status]}>{t(`wallet.deposit.state.${status}`)}</Badge>
      {dispute && <Badge tone={dispute === 'won' ? 'good' : 'bad'}>{t(`wallet.deposit.dispute.${dispute}`)}</Badge>}
      <span className="num text-xs text-faint">{formatInstant(deposit.createdAtMs, i18n.language)} UTC</span>
      <span className="ml-auto font-medium">
        <Amount money={deposit.amount} />
      </span>
      {isHeld && (
        <span className="w-full text-xs text-soft">
          {t('wallet.deposit.heldUntil', { at: formatInstant(heldUntilMs, i18n.language) })}
        </span>
      )}
      {refunded.minor > 0n && (
        <span className="w-full text-xs text-soft">
          {t('wallet.deposit.refunded', { cash: formatMoney(refunded, i18n.language) })}
        </span>
      )}
      {checkoutUrl && (
        <Button className="w-full sm:w-auto" onClick={() => leaveFor(checkoutUrl)}>
          {t('wallet.deposit.resume')}
        </Button>
      )}
    </li>
  );
}
