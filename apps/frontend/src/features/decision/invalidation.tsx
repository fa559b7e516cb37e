import { useTranslation } from 'react-i18next';
import type { Decision } from '@orbiquant/contracts';
import { formatDecimal, formatRatio } from '../../shared/format/numbers.ts';
import { Card } from '../../shared/ui/card.tsx';

/** The price that would prove the decision wrong. */
export function Invalidation({ decision: { price, invalidationPrice } }: { decision: Decision }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const distance = invalidationPrice?.div(price).minus(1).toNumber();
  return (
    <Card title={t('agents.why.invalidation')}>
      <dl className="mb-2 flex items-baseline gap-2">
        <dt className="text-soft">{t('agents.why.price')}</dt>
        <dd className="num font-semibold">
          {formatDecimal(price, Math.min(8, Math.max(2, price.decimalPlaces())), language)}
        </dd>
      </dl>
      <p className="text-soft">
        {invalidationPrice && distance !== undefined
          ? t('agents.why.invalidationText', {
              price: formatDecimal(invalidationPrice, Math.max(2, invalidationPrice.decimalPlaces()), language),
              distance: formatRatio(distance, language),
            })
          : t('agents.why.invalidationNone')}
      </p>
    </Card>
  );
}
