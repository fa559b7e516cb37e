import { useTranslation } from 'react-i18next';
import type { Product } from '@orbiquant/contracts';
import { formatMoney, formatRatio } from '../../shared/format/numbers.ts';

/** What one agrees to, in plain words. */
export function Terms({ product }: { product: Product }) {
  const { t, i18n } = useTranslation();
  const ratio = (value: { toNumber: () => number }): string =>
    formatRatio(value.toNumber(), i18n.language, { signed: false, places: 0 });
  return (
    <div>
      <h3 className="mb-1 text-xs font-semibold">{t('invest.terms')}</h3>
      <ul className="flex list-disc flex-col gap-1 pl-4 text-xs text-soft">
        <li>{t('invest.termMin', { min: formatMoney(product.investmentMin, i18n.language) })}</li>
        <li>{t('invest.termStrike')}</li>
        <li>{t('invest.termPerformance', { fee: ratio(product.performanceFee) })}</li>
        <li>{t('invest.termManagement', { fee: ratio(product.managementFee) })}</li>
      </ul>
    </div>
  );
}
