import { useTranslation } from 'react-i18next';
import type { LabOrder, LabResult } from '@orbiquant/contracts';
import { parameterText } from '@orbiquant/lab-words';
import { Card } from '../../../shared/ui/card.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { writeNumber } from '../parts/read-number.ts';
import { quoteOf } from '../parts/quote-of.ts';
import { strategyTitle } from '../parts/rules-of.ts';

type Props = { order: LabOrder } & Pick<LabResult, 'runCard' | 'parameters'>;

/** All that it takes to repeat the run: parameters, assumptions, identity. */
export function RunCard({ order, runCard, parameters }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const named = Object.entries(parameters).map(([name, value]): Item => [
    parameterText(order.strategy, name, language),
    writeNumber(value, language),
  ]);
  return (
    <Card title={t('labResult.card')}>
      <p className="mb-2 text-soft">{t('labResult.cardLead')}</p>
      <div className="grid gap-6 lg:grid-cols-3">
        <Items title={t('labResult.parameters')} items={named} />
        <Items title={t('labResult.assumptions')} items={useAssumptions(order)} />
        <Items
          title={t('labResult.identity')}
          items={[[t('labForm.strategy'), strategyTitle(order, language)], ...identityOf(runCard)]}
        />
      </div>
    </Card>
  );
}

type Item = readonly [string, string];

function useAssumptions({ assumptions, symbols, seed }: LabOrder): Item[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const quote = quoteOf(symbols);
  const number = (value: number): string => writeNumber(value, language);
  return [
    [t('labForm.cash', { quote }), number(assumptions.cash)],
    [t('labForm.makerFeeBps'), number(assumptions.makerFeeBps)],
    [t('labForm.takerFeeBps'), number(assumptions.takerFeeBps)],
    [t('labForm.slippageBps'), number(assumptions.slippageBps)],
    [t('labForm.latencyBars'), number(assumptions.latencyBars)],
    [t('labForm.short'), t(assumptions.allowShort ? 'common.yes' : 'common.no')],
    [t('labForm.seed'), seed],
  ];
}

/** Versions and digests: what is a plain text of the card, and each instrument's digest. */
function identityOf(runCard: LabResult['runCard']): Item[] {
  return Object.entries(runCard).flatMap(([name, value]): Item[] => {
    if (name === 'strategy' || name === 'seed' || name === 'assumptions') return [];
    if (typeof value === 'string') return [[name, value]];
    if (name !== 'instruments' || typeof value !== 'object' || value === null) return [];
    return Object.entries(value).map(([symbol, digest]): Item => [symbol, String(digest)]);
  });
}

function Items({ title, items }: { title: string; items: readonly Item[] }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-semibold">{title}</h3>
      <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] gap-x-4 gap-y-1">
        {items.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="num text-right wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
