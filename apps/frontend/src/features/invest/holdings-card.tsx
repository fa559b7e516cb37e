import { useTranslation } from 'react-i18next';
import { HoldingRow } from '../../shared/money/holding-row.tsx';
import { useBalance } from '../../shared/money/use-balance.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

/** What one has in products. */
export function HoldingsCard() {
  const { t } = useTranslation();
  const balance = useBalance();
  return (
    <Card title={t('invest.holdings')}>
      {balance.isPending && <Pending heights={['3.5rem']} />}
      {balance.isError && <Problem error={balance.error} retry={balance.refetch} />}
      {balance.data?.holdings.length === 0 && (
        <Empty title={t('invest.noHoldingsTitle')} text={t('invest.noHoldingsText')} />
      )}
      <ul className="divide-y divide-line">
        {balance.data?.holdings.map((holding) => (
          <HoldingRow key={holding.productId} holding={holding} />
        ))}
      </ul>
    </Card>
  );
}
