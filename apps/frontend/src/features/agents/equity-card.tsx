import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent, EquityPoint } from '@orbiquant/contracts';
import { drawdownOf, worstFall } from '../../shared/charts/drawdown-of.ts';
import { LineFigure } from '../../shared/charts/line-figure.tsx';
import { formatPrice, formatRatio } from '../../shared/format/numbers.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Empty } from '../../shared/ui/empty.tsx';

/** Equity and, as large, the fall from its peak with the limit that halts the agent. */
export function EquityCards({ agent, curve }: { agent: Agent; curve: readonly EquityPoint[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const points = useMemo(() => curve.map(({ atMs, equity }) => ({ atMs, value: equity.toNumber() })), [curve]);
  const falls = useMemo(() => drawdownOf(points), [points]);
  const money = useCallback((value: number) => formatPrice(value, language), [language]);
  const ratio = useCallback((value: number) => formatRatio(value, language), [language]);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2)
    return (
      <Card title={t('agents.equityCurve')} className="lg:col-span-2">
        <Empty title={t('agents.noEquityTitle')} text={t('agents.noEquityText')} />
      </Card>
    );
  const limit = { value: -agent.mandate.drawdownMax.toNumber(), text: t('agents.limit') };
  return (
    <>
      <Card title={t('agents.equityCurve')}>
        <LineFigure
          label={t('agents.equityCurve')}
          points={points}
          height={220}
          tone="accent"
          format={money}
          summary={`${money(first.value)} → ${money(last.value)} (${ratio(last.value / first.value - 1)})`}
        />
      </Card>
      <Card title={t('agents.drawdownCurve')}>
        <LineFigure
          label={t('agents.drawdownCurve')}
          points={falls}
          height={220}
          tone="down"
          format={ratio}
          limit={limit}
          summary={`${t('invest.worstFall')}: ${ratio(worstFall(points))} · ${t('agents.limit')}: ${ratio(limit.value)}`}
        />
      </Card>
    </>
  );
}
