import { useTranslation } from 'react-i18next';

/** A place held in its final size while something loads. `heights` are CSS lengths, one per block. */
export function Pending({ heights, className = '' }: { heights: readonly string[]; className?: string }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')} className={`flex flex-col gap-2 ${className}`}>
      {heights.map((height, at) => (
        <div key={at} className="skeleton w-full" style={{ height }} />
      ))}
    </div>
  );
}
