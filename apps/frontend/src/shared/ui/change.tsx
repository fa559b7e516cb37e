import { useTranslation } from 'react-i18next';
import { formatRatio } from '../format/numbers.ts';

/** A relative change: sign, arrow and colour say the same. */
export function Change({ ratio, className = '' }: { ratio: number; className?: string }) {
  const { i18n } = useTranslation();
  const look = ratio > 0 ? 'text-up' : ratio < 0 ? 'text-down' : 'text-soft';
  return (
    <span className={`num whitespace-nowrap ${look} ${className}`}>
      <span aria-hidden>{ratio > 0 ? '▲ ' : ratio < 0 ? '▼ ' : ''}</span>
      {formatRatio(ratio, i18n.language)}
    </span>
  );
}
