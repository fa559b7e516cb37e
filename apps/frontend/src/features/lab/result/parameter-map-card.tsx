import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabHeatMap, LabOrder } from '@orbiquant/contracts';
import { parameterText, words } from '@orbiquant/lab-words';
import { PlotFigure } from '../../../shared/charts/plot-figure.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { bestCell, cellAt, mapOption } from './parameter-map.ts';
import { writeShort } from './write-short.ts';

const HEIGHT_PX = 380;

type Props = { map: LabHeatMap; order: LabOrder; parameters: Readonly<Record<string, number>> };

/** Two parameters against each other, with the chosen pair marked. */
export function ParameterMapCard({ map, order, parameters }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [x, y] = [parameterText(order.strategy, map.x, language), parameterText(order.strategy, map.y, language)];
  const pair = (at: readonly number[]): string =>
    `${x} ${writeShort(map.xs[at[0] ?? 0] ?? NaN, language)}, ${y} ${writeShort(map.ys[at[1] ?? 0] ?? NaN, language)}`;
  const winner = t('labResult.winner');
  const option = useMemo(
    () => mapOption(map, cellAt(map, parameters), { x, y, winner, write: (value) => writeShort(value, language) }),
    [map, parameters, x, y, winner, language],
  );
  const best = bestCell(map);
  const hasHoles = map.values.flat().includes(null);
  const objective = words('objective', order.search?.objectives[0] ?? 'sharpe', { language });
  return (
    <Card title={t('labResult.parameterMap')}>
      <p className="mb-2 text-soft">{t('labResult.parameterMapLead')}</p>
      <PlotFigure
        label={t('labResult.parameterMapLabel', { x, y, winner: pair(cellAt(map, parameters)) })}
        option={option}
        height={HEIGHT_PX}
        summary={
          best &&
          `${objective}. ${t('labResult.mapBest', { value: writeShort(best[2], language), winner: pair(best) })} ${hasHoles ? t('labResult.notTried') : ''}`
        }
      />
    </Card>
  );
}
