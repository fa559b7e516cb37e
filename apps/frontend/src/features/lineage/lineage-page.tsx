import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getHoldingLineage } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { Empty } from '../../shared/ui/empty.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { Crumbs } from './crumbs.tsx';
import { FillStep } from './fill-step.tsx';
import { FillsStep } from './fills-step.tsx';
import { HoldingStep } from './holding-step.tsx';
import { StrikeStep } from './strike-step.tsx';

const route = getRouteApi('/signed-in/lineage/$productId');

/** From a balance down to the candle: each step opens the next, and each sum is made again before the reader's eyes. */
export function LineagePage() {
  const { t } = useTranslation();
  const { productId } = route.useParams();
  const { symbol, fill } = route.useSearch();
  const lineage = useQuery({
    queryKey: ['lineage', productId],
    queryFn: ({ signal }) => call(getHoldingLineage, { params: { productId } }, { signal }),
  });
  const strike = lineage.data?.strike;
  return (
    <Page
      title={t('lineage.title')}
      lead={
        <>
          <p>{t('lineage.lead')}</p>
          <Link to="/invest" className="mt-1 inline-flex items-center gap-1 hover:text-ink">
            <ChevronLeft aria-hidden size={15} />
            {t('lineage.back')}
          </Link>
        </>
      }
    >
      {lineage.isPending && <Pending heights={['2rem', '9rem', '18rem']} />}
      {lineage.isError && <Problem error={lineage.error} retry={lineage.refetch} />}
      {lineage.data && <Crumbs productId={productId} symbol={symbol} fill={fill} />}
      {lineage.data && <HoldingStep lineage={lineage.data} />}
      {lineage.data && !strike && <Empty title={t('lineage.noStrikeTitle')} text={t('lineage.noStrikeText')} />}
      {strike && <StrikeStep productId={productId} detail={strike} symbol={symbol} />}
      {strike && symbol && (
        <FillsStep key={symbol} productId={productId} strikeId={strike.strike.strikeId} symbol={symbol} fill={fill} />
      )}
      {strike && fill && <FillStep key={fill} fillId={fill} />}
    </Page>
  );
}
