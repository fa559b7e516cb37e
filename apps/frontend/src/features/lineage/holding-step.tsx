import { Equal, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { HoldingLineage } from '@orbiquant/contracts';
import { formatDecimal, formatMoney } from '../../shared/format/numbers.ts';
import { Card } from '../../shared/ui/card.tsx';
import { holdingValue } from './recompute.ts';
import { SumCheck } from './sum-check.tsx';

/** The balance as a formula with its figures. */
export function HoldingStep({ lineage: { holding } }: { lineage: HoldingLineage }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const recomputed = holdingValue(holding);
  return (
    <div id="holding" className="scroll-mt-16" data-testid="lineage-holding">
      <Card title={`${t('lineage.holding')} · ${holding.productName}`}>
        <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
          <Figure
            name={t('lineage.units')}
            value={formatDecimal(holding.units, Math.max(2, holding.units.decimalPlaces()), language)}
          />
          <X aria-hidden size={16} className="text-faint" />
          <Figure
            name={t('lineage.navPerUnit')}
            value={
              holding.navPerUnit
                ? formatDecimal(holding.navPerUnit, Math.max(2, holding.navPerUnit.decimalPlaces()), language)
                : '—'
            }
          />
          <Equal aria-hidden size={16} className="text-faint" />
          <Figure name={t('lineage.value')} value={formatMoney(holding.value, language, { exact: true })} strong />
        </div>
        <p className="mt-3 text-xs text-faint">{t('lineage.formula')}</p>
        {holding.navPerUnit && (
          <SumCheck
            agrees={recomputed.minor === holding.value.minor}
            recomputed={formatMoney(recomputed, language, { exact: true })}
          />
        )}
      </Card>
    </div>
  );
}

function Figure({ name, value, strong = false }: { name: string; value: string; strong?: boolean }) {
  return (
    <div>
      <p className="eyebrow">{name}</p>
      <p className={`num break-all ${strong ? 'text-xl font-semibold' : 'text-lg'}`}>{value}</p>
    </div>
  );
}
