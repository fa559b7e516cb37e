import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** That the past is no promise, said where figures are shown. */
export function NoPromise() {
  const { t } = useTranslation();
  return (
    <p className="flex items-start gap-2 rounded-lg border border-line bg-surface px-4 py-2.5 text-soft">
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-warn" />
      {t('lab.noPromise')}
    </p>
  );
}
