import { useTranslation } from 'react-i18next';
import { WifiOff } from 'lucide-react';
import { formatLocalTime } from '../../shared/format/times.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { useStatus } from '../../shared/status/use-status.ts';

/** Says that figures are old, how old, and that nothing can be changed meanwhile. */
export function OfflineBanner() {
  const { t, i18n } = useTranslation();
  const online = useOnline();
  const { dataUpdatedAt } = useStatus();
  if (online) return null;
  return (
    <p
      role="status"
      className="flex items-center gap-2 border-b border-warn/30 bg-warn-wash px-4 py-2 text-warn sm:px-6"
    >
      <WifiOff aria-hidden size={16} className="shrink-0" />
      {t('common.offline', { at: dataUpdatedAt ? formatLocalTime(dataUpdatedAt, i18n.language) : '—' })}
    </p>
  );
}
