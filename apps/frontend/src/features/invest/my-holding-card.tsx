import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Holding, HoldingDetail } from '@orbiquant/contracts';
import { formatInstant } from '../../shared/format/times.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { LotsTable } from './lots-table.tsx';
import { MonthsTable } from './months-table.tsx';
import { PayoutChoicePart } from './payout-choice.tsx';
import { ProofPart } from './proof/proof-part.tsx';
import { RedeemForm } from './redeem-form.tsx';
import { useHoldingDetail } from './use-pool.ts';

/** A holding opened: what it is worth, entry by entry, and the way out. */
export function MyHoldingCard({ holding }: { holding: Holding }) {
  const { t } = useTranslation();
  const { productId, productName: name, strikeId } = holding;
  const detail = useHoldingDetail(productId);
  return (
    <Card title={t('pool.mine', { name })}>
      <Loaded of={detail} heights={['5rem', '14rem']}>
        {(found) =>
          found.lots.length === 0 ? null : (
            <div className="flex flex-col gap-6" data-testid={`mine-${name}`}>
              <Figures detail={found} />
              <LotsTable lots={found.lots} />
              <div className="grid items-start gap-6 lg:grid-cols-2">
                <RedeemForm holding={found} />
                <div className="flex flex-col gap-6 lg:border-l lg:border-line lg:pl-6">
                  <PayoutChoicePart holding={found} />
                  <MonthsTable productId={productId} />
                </div>
              </div>
              {strikeId && <ProofPart productId={productId} strikeId={strikeId} />}
            </div>
          )
        }
      </Loaded>
    </Card>
  );
}

function Figures({ detail }: { detail: HoldingDetail }) {
  const { t, i18n } = useTranslation();
  const { leaveAtMs, struckAtMs, asOfMs } = detail;
  const isFree = leaveAtMs !== null && struckAtMs !== null && leaveAtMs <= asOfMs;
  return (
    <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-5">
      <Figure name={t('pool.gross')}>
        <Amount money={detail.grossValue} />
      </Figure>
      <Figure name={t('pool.fee')}>
        <Amount money={detail.feeAccrued} />
      </Figure>
      <Figure name={t('pool.net')}>
        <Amount money={detail.netValue} className="font-semibold" />
      </Figure>
      <Figure name={t('pool.paidIn')}>
        <Amount money={detail.paidIn} />
      </Figure>
      <Figure name={t('pool.leaveFrom')}>
        {leaveAtMs === null || isFree ? t('pool.now') : `${formatInstant(leaveAtMs, i18n.language)} UTC`}
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="eyebrow">{name}</dt>
      <dd className="num text-base">{children}</dd>
    </div>
  );
}
