import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { cancelRedemption, type Redemption } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatDecimal, formatMoney } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { Badge, type Tone } from '../../shared/ui/badge.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { CancelButton } from './cancel-button.tsx';
import { requestText } from './request-text.ts';
import { useRedemptions } from './use-pool.ts';

const TONES: Record<Redemption['status'], Tone> = {
  queued: 'warn',
  executed: 'good',
  refused: 'bad',
  canceled: 'neutral',
};

/** What was asked to leave, and what became of it. */
export function RedemptionsCard() {
  const { t } = useTranslation();
  const redemptions = useRedemptions();
  return (
    <Card title={t('pool.redemption.title')}>
      <Loaded of={redemptions} heights={['2.5rem', '2.5rem']}>
        {(list) =>
          list.length === 0 ? (
            <p className="py-2 text-soft">{t('pool.redemption.none')}</p>
          ) : (
            <ul className="max-h-80 divide-y divide-line overflow-auto" data-testid="redemptions">
              {list.map((one) => (
                <RedemptionRow key={one.redemptionId} redemption={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

function RedemptionRow({ redemption }: { redemption: Redemption }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const { redemptionId, status, paid, deals } = redemption;
  const why = requestText(t, redemption);
  const rest = restText(t, redemption, language);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2" data-state={status}>
      <Badge tone={TONES[status]}>{t(`pool.redemption.state.${status}`)}</Badge>
      <span className="num text-xs text-faint">{formatInstant(redemption.requestedAtMs, language)} UTC</span>
      <span className="num ml-auto font-medium">{askText(t, redemption, language)}</span>
      <span className="num flex w-full flex-wrap justify-between gap-x-3 text-xs text-soft">
        {deals.length > 0 && <span>{t('pool.redemption.paid', { cash: formatMoney(paid, language) })}</span>}
        {rest && <span>{t('pool.redemption.left', { rest })}</span>}
      </span>
      {why && <span className="w-full text-xs text-soft">{why}</span>}
      {deals.some(({ paidTo }) => paidTo === 'unclaimed') && (
        <span className="w-full text-xs text-warn">{t('pool.redemption.unclaimed')}</span>
      )}
      {status === 'queued' && <CancelButton cancel={() => call(cancelRedemption, { params: { redemptionId } })} />}
    </li>
  );
}

function askText(t: TFunction, { units, cash }: Redemption, language: string): string {
  if (cash) return formatMoney(cash, language);
  return units ? t('pool.redemption.units', { units: formatDecimal(units, 6, language) }) : t('pool.redemption.all');
}

/** What is still to be dealt, when a part has been. */
function restText(t: TFunction, one: Redemption, language: string): string | null {
  const { status, deals, unitsLeft: units, cashLeft: cash } = one;
  if (status !== 'queued' || deals.length === 0) return null;
  return askText(t, { ...one, units, cash }, language);
}
