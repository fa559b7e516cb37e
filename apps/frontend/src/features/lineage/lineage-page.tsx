import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getHoldingLineage, type StrikeDetail } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { Empty } from '../../shared/ui/empty.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
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
      <Loaded of={lineage} heights={['2rem', '9rem', '18rem']}>
        {(found) => (
          <>
            <Crumbs productId={productId} symbol={symbol} fill={fill} />
            <HoldingStep lineage={found} />
            {found.strike ? (
              <Strike productId={productId} detail={found.strike} />
            ) : (
              <Empty title={t('lineage.noStrikeTitle')} text={t('lineage.noStrikeText')} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Strike({ productId, detail }: { productId: string; detail: StrikeDetail }) {
  const { symbol, fill } = route.useSearch();
  const { strikeId } = detail.strike;
  return (
    <>
      <StrikeStep productId={productId} detail={detail} symbol={symbol} />
      {symbol && <FillsStep key={symbol} productId={productId} strikeId={strikeId} symbol={symbol} fill={fill} />}
      {fill && <FillStep key={fill} fillId={fill} />}
    </>
  );
}
