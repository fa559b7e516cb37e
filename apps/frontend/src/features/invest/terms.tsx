import { useTranslation } from 'react-i18next';
import type { Product, ProductTerms } from '@orbiquant/contracts';
import { formatMoney, formatRatio } from '../../shared/format/numbers.ts';
import { formatAge, formatInstant } from '../../shared/format/times.ts';
import { changesOf } from './changes-of.ts';
import { useTerms } from './use-pool.ts';

/** What one agrees to, in plain words, and what was announced to change. */
export function Terms({ product }: { product: Product }) {
  const { t, i18n } = useTranslation();
  const terms = useTerms(product.productId).data;
  const ratio = (value: { toNumber: () => number }): string =>
    formatRatio(value.toNumber(), i18n.language, { signed: false, places: 0 });
  return (
    <div>
      <h3 className="mb-1 text-xs font-semibold">{t('invest.terms')}</h3>
      <ul className="flex list-disc flex-col gap-1 pl-4 text-xs text-soft">
        <li>{t('invest.termMin', { min: formatMoney(product.investmentMin, i18n.language) })}</li>
        <li>{t('invest.termStrike')}</li>
        <li>{t('invest.termPerformance', { fee: ratio(product.performanceFee) })}</li>
        {terms?.offered.hurdle.gt(0) && <li>{t('pool.terms.hurdle', { rate: ratio(terms.offered.hurdle) })}</li>}
        <li>{t('invest.termManagement', { fee: ratio(product.managementFee) })}</li>
        {terms && <Leaving terms={terms} />}
      </ul>
      {terms && <Notices terms={terms} />}
    </div>
  );
}

function Leaving({ terms: { offered } }: { terms: ProductTerms }) {
  const { t } = useTranslation();
  const { lockUpMs, noticeMs } = offered;
  return (
    <>
      <li>{lockUpMs > 0 ? t('pool.terms.lockUp', { age: formatAge(lockUpMs, t) }) : t('pool.terms.noLockUp')}</li>
      <li>{noticeMs > 0 ? t('pool.terms.notice', { age: formatAge(noticeMs, t) }) : t('pool.terms.noNotice')}</li>
    </>
  );
}

function Notices({ terms }: { terms: ProductTerms }) {
  const { t, i18n } = useTranslation();
  const { announced, inForce, exitWindow, status, isLost } = terms;
  return (
    <>
      {status === 'frozen' && <p className="mt-2 text-xs text-warn">{t('pool.terms.frozen')}</p>}
      {isLost && <p className="mt-2 text-xs text-bad">{t('pool.terms.lost')}</p>}
      {announced.map((next) => (
        <div
          key={next.version}
          data-testid="announced-terms"
          className="mt-2 rounded-lg bg-warn-wash px-3 py-2 text-xs text-warn"
        >
          <p className="font-semibold">
            {t('pool.terms.announced', { at: formatInstant(next.effectiveAtMs, i18n.language) })}
          </p>
          <ul className="num">
            {changesOf(t, { from: inForce, to: next, language: i18n.language }).map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </div>
      ))}
      {exitWindow && (
        <p className="mt-2 text-xs text-ink">
          {t('pool.terms.exit', { at: formatInstant(exitWindow.toMs, i18n.language) })}
        </p>
      )}
    </>
  );
}
