import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NavPoint } from '@orbiquant/contracts';
import { LineFigure } from '../../shared/charts/line-figure.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { Pending } from '../../shared/ui/pending.tsx';

const HEIGHT_PX = 220;

/** The value per unit at every strike; money that came and went does not move it. */
export function NavFigure({ history }: { history: readonly NavPoint[] | undefined }) {
  const { t, i18n } = useTranslation();
  const points = useMemo(
    () => (history ?? []).map(({ atMs, navPerUnit }) => ({ atMs, value: navPerUnit.toNumber() })),
    [history],
  );
  const format = useCallback(
    (value: number) => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 4 }).format(value),
    [i18n.language],
  );
  if (!history) return <Pending heights={[`${HEIGHT_PX}px`]} />;
  if (points.length < 2) return <Empty title={t('invest.noChartTitle')} text={t('invest.noChartText')} />;
  return (
    <LineFigure
      label={t('invest.chart')}
      points={points}
      height={HEIGHT_PX}
      tone="accent"
      format={format}
      summary={`${t('invest.chart')} · ${t('invest.strikes', { count: points.length })}`}
    />
  );
}
