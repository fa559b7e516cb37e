import type { TFunction } from 'i18next';
import type { PoolTerms } from '@orbiquant/contracts';
import { formatMoney, formatRatio } from '../../shared/format/numbers.ts';
import { formatAge } from '../../shared/format/times.ts';

const POINTS = ['performanceFee', 'managementFee', 'hurdle', 'lockUpMs', 'noticeMs', 'investmentMin'] as const;
type Point = (typeof POINTS)[number];

type Change = { from: PoolTerms; to: PoolTerms; language: string };

/** In which points new terms differ from those in force, each in one sentence. */
export function changesOf(t: TFunction, { from, to, language }: Change): string[] {
  return POINTS.map((point) => ({
    what: t(`pool.terms.what.${point}`),
    from: pointText(t, { terms: from, point, language }),
    to: pointText(t, { terms: to, point, language }),
  }))
    .filter((change) => change.from !== change.to)
    .map((change) => t('pool.terms.change', change));
}

function pointText(
  t: TFunction,
  { terms, point, language }: { terms: PoolTerms; point: Point; language: string },
): string {
  if (point === 'investmentMin') return formatMoney(terms.investmentMin, language);
  if (point === 'lockUpMs' || point === 'noticeMs')
    return terms[point] === 0 ? t('pool.terms.none') : formatAge(terms[point], t);
  return formatRatio(terms[point].toNumber(), language, { signed: false });
}
