import { useTranslation } from 'react-i18next';
import type { Mandate } from '@orbiquant/contracts';
import { formatRatio } from '../../shared/format/numbers.ts';
import { Card } from '../../shared/ui/card.tsx';

/** The limits that an agent never exceeds. */
export function MandateCard({ mandate }: { mandate: Mandate }) {
  const { t, i18n } = useTranslation();
  const ratio = (value: { toNumber: () => number }): string =>
    formatRatio(value.toNumber(), i18n.language, { signed: false });
  const items = [
    [t('agents.mandateItems.symbols'), mandate.symbols.join(', ')],
    [t('agents.mandateItems.interval'), mandate.decisionInterval],
    [t('agents.mandateItems.perTrade'), ratio(mandate.riskPerTradeMax)],
    [t('agents.mandateItems.drawdown'), ratio(mandate.drawdownMax)],
    [t('agents.mandateItems.loss', { period: t(`reasons.words.${mandate.lossPeriod}`) }), ratio(mandate.lossMax)],
    [t('agents.mandateItems.exposure'), ratio(mandate.exposureMax)],
    [t('agents.mandateItems.concentration'), ratio(mandate.concentrationMax)],
    [t('agents.mandateItems.rate'), String(mandate.ordersPerHourMax)],
  ];
  return (
    <Card
      title={t('agents.mandate')}
      actions={<span className="text-xs text-faint">{t('agents.mandateVersion', { version: mandate.version })}</span>}
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {items.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="num text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
