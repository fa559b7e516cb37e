import { Link } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { getNavHistory, type NavPoint, type Product } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { useIsOperator } from '../../shared/api/use-is-operator.ts';
import { worstFall } from '../../shared/charts/drawdown-of.ts';
import { formatDecimal, formatRatio } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { useLive } from '../../shared/live/use-live.ts';
import { usePaced } from '../../shared/live/use-paced.ts';
import { Badge } from '../../shared/ui/badge.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { FeeSimulator } from './fee-simulator.tsx';
import { NavFigure } from './nav-figure.tsx';
import { StrikeButton } from './strike-button.tsx';
import { SubscribeForm } from './subscribe-form.tsx';
import { Terms } from './terms.tsx';

const NEWEST = 1000;

/** A strike moves the value of a product; what it did to somebody's own money is told to that person. */
function useStrikeNews(productId: string): void {
  const queries = useQueryClient();
  const refresh = useCallback(() => {
    for (const key of ['nav', 'products']) void queries.invalidateQueries({ queryKey: [key] });
  }, [queries]);
  useLive(`product:${productId}`, 'nav.struck', { message: usePaced(refresh) });
}

/** A product: its record, its terms, and the way in. The worst fall stands as large as the return. */
export function ProductCard({ product }: { product: Product }) {
  const { t } = useTranslation();
  const { productId } = product;
  useStrikeNews(productId);
  const history = useQuery({
    queryKey: ['nav', productId],
    queryFn: ({ signal }) => call(getNavHistory, { params: { productId }, query: { limit: NEWEST } }, { signal }),
  });
  const mayStrike = useIsOperator();
  return (
    <Card
      title={product.name}
      actions={
        <span className="flex flex-wrap items-center gap-1.5">
          <Link
            to="/agents/$agentId"
            params={{ agentId: product.agentId }}
            className="text-xs text-accent underline-offset-4 hover:underline"
          >
            {t('invest.managedBy', { agent: product.name })}
          </Link>
          <Badge tone="warn">{t('invest.riskClass', { level: product.riskClass })}</Badge>
          <Badge tone={product.status === 'open' ? 'good' : 'neutral'}>{t(`invest.${product.status}`)}</Badge>
        </span>
      }
    >
      <div className="grid gap-6 lg:grid-cols-[1.6fr_1fr]" data-testid={`product-${product.name}`}>
        <div className="flex min-w-0 flex-col gap-4">
          <Record product={product} history={history.data ?? []} />
          <NavFigure history={history.data} />
          {mayStrike && <StrikeButton product={product} />}
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:border-l lg:border-line lg:pl-6">
          <SubscribeForm product={product} />
          <Terms product={product} />
        </div>
        <div className="min-w-0 lg:col-span-2">
          <FeeSimulator product={product} />
        </div>
      </div>
    </Card>
  );
}

function Record({ product, history }: { product: Product; history: readonly NavPoint[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const fall = useMemo(
    () => worstFall(history.map(({ atMs, navPerUnit }) => ({ atMs, value: navPerUnit.toNumber() }))),
    [history],
  );
  const gained = product.returnSinceStart?.toNumber() ?? null;
  return (
    <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
      <Figure name={t('invest.sinceStart')} look={lookOf(gained ?? 0)}>
        {gained === null ? '—' : formatRatio(gained, language)}
      </Figure>
      <Figure name={t('invest.worstFall')} look={lookOf(fall)}>
        {gained === null ? '—' : formatRatio(fall, language)}
      </Figure>
      <Figure name={t('invest.navPerUnit')} testId="nav-per-unit">
        {product.navPerUnit ? formatDecimal(product.navPerUnit, 6, language) : t('invest.notStruck')}
        {product.struckAtMs !== null && (
          <span className="block text-xs font-normal text-faint">
            {t('invest.struckAt', { at: formatInstant(product.struckAtMs, language) })}
          </span>
        )}
      </Figure>
    </dl>
  );
}

const lookOf = (ratio: number): string => (ratio > 0 ? 'text-up' : ratio < 0 ? 'text-down' : '');

type FigureProps = { name: string; children: React.ReactNode; look?: string; testId?: string };

function Figure({ name, children, look = '', testId }: FigureProps) {
  return (
    <div>
      <dt className="eyebrow">{name}</dt>
      <dd data-testid={testId} className={`num text-xl font-semibold tracking-tight ${look}`}>
        {children}
      </dd>
    </div>
  );
}
