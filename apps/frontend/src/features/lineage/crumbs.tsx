import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';

type Props = { productId: string; symbol: string | undefined; fill: string | undefined };

/** How deep the reader is, and the way back up. */
export function Crumbs({ productId, symbol, fill }: Props) {
  const { t } = useTranslation();
  const steps = [
    { text: t('lineage.holding'), search: {}, hash: 'holding' },
    { text: t('lineage.strike'), search: {}, hash: 'strike' },
    ...(symbol ? [{ text: t('lineage.position', { symbol }), search: { symbol }, hash: 'fills' }] : []),
    ...(symbol && fill ? [{ text: t('lineage.fill'), search: { symbol, fill }, hash: 'fill' }] : []),
  ];
  return (
    <nav aria-label={t('lineage.crumbs')}>
      <ol className="flex flex-wrap items-center gap-1 text-xs">
        {steps.map(({ text, search, hash }, at) => (
          <li key={hash} className="flex items-center gap-1">
            {at > 0 && <ChevronRight aria-hidden size={13} className="text-faint" />}
            <Link
              to="/lineage/$productId"
              params={{ productId }}
              search={search}
              hash={hash}
              {...(at === steps.length - 1 ? { 'aria-current': 'step' as const } : {})}
              className="rounded px-1.5 py-1 text-soft hover:bg-raised hover:text-ink aria-[current=step]:font-semibold aria-[current=step]:text-ink"
            >
              {text}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
