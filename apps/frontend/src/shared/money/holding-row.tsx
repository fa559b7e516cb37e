import { Link } from '@tanstack/react-router';
import { ScanSearch } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Holding, Money } from '@orbiquant/contracts';
import { formatDecimal } from '../format/numbers.ts';
import { Amount } from './amount.tsx';

/** What somebody has in a product; its value opens its lineage. */
export function HoldingRow({ holding }: { holding: Holding }) {
  const { t, i18n } = useTranslation();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3" data-testid={`holding-${holding.productName}`}>
      <div className="min-w-28 flex-1">
        <p className="font-medium">{holding.productName}</p>
        <p className="num text-xs text-faint">
          {formatDecimal(holding.units, 4, i18n.language)} {t('invest.units').toLowerCase()}
          {holding.queued.minor > 0n && (
            <span className="ml-2 text-warn">
              {t('invest.waiting')}: <Amount money={holding.queued} />
            </span>
          )}
        </p>
      </div>
      <div className="text-right">
        <p className="font-semibold">
          <Amount money={holding.value} />
        </p>
        <p className="text-xs text-soft">
          {t('invest.gain')}: <Amount money={holding.gain} signed className={gainLook(holding.gain)} />
        </p>
      </div>
      <Link
        to="/lineage/$productId"
        params={{ productId: holding.productId }}
        className="inline-flex min-h-8 items-center gap-1.5 rounded-md border border-line px-2.5 text-xs font-medium hover:border-strong pointer-coarse:min-h-11"
      >
        <ScanSearch aria-hidden size={14} />
        {t('common.lineage')}
      </Link>
    </li>
  );
}

/** A gain that is shown as zero has no colour. */
function gainLook({ minor, exponent }: Money): string {
  const cent = 10n ** BigInt(Math.max(0, exponent - 2));
  return minor >= cent ? 'text-up' : minor <= -cent ? 'text-down' : '';
}
