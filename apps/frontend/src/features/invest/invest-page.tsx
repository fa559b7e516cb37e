import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { StatementCard } from '../../shared/money/statement-card.tsx';
import { useBalance, useProducts } from '../../shared/money/use-balance.ts';
import { Empty } from '../../shared/ui/empty.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { HoldingsCard } from './holdings-card.tsx';
import { MyHoldingCard } from './my-holding-card.tsx';
import { ProductCard } from './product-card.tsx';
import { RedemptionsCard } from './redemptions-card.tsx';
import { SubscriptionsCard } from './subscriptions-card.tsx';

/** Products to put money in, and what one has. */
export function InvestPage() {
  const { t } = useTranslation();
  const products = useProducts();
  const held = useBalance().data?.holdings.filter(({ units }) => units.gt(0)) ?? [];
  return (
    <Page title={t('invest.title')} lead={t('invest.lead')}>
      <p className="flex items-start gap-2 rounded-lg border border-line bg-surface px-4 py-2.5 text-soft">
        <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-warn" />
        {t('invest.noPromise')}
      </p>
      {products.isPending && <Pending heights={['26rem']} />}
      {products.isError && <Problem error={products.error} retry={products.refetch} />}
      {products.data?.length === 0 && <Empty title={t('invest.noneTitle')} text={t('invest.noneText')} />}
      {products.data?.map((product) => (
        <ProductCard key={product.productId} product={product} />
      ))}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <HoldingsCard />
        <div className="grid min-w-0 gap-4">
          <SubscriptionsCard />
          <RedemptionsCard />
        </div>
      </div>
      {held.map((holding) => (
        <MyHoldingCard key={holding.productId} holding={holding} />
      ))}
      <StatementCard />
    </Page>
  );
}
