import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { formatAge, formatLocalTime } from '../../shared/format/times.ts';
import { useLinkHealth, type LinkHealth } from './use-link-health.ts';

const LOOKS: Record<LinkHealth['kind'], string> = {
  live: 'bg-good',
  late: 'bg-warn',
  finished: 'bg-faint',
  reconnecting: 'bg-warn animate-pulse',
  down: 'bg-bad',
  offline: 'bg-bad',
};

/** How fresh what is on the screen is. */
export function LinkPill() {
  const { t, i18n } = useTranslation();
  const health = useLinkHealth();
  const text = say(t, i18n.language, health);
  return (
    <span
      data-testid="connection"
      data-state={health.kind}
      title={text}
      className="flex h-6 min-w-0 items-center gap-1.5 rounded-md border border-line px-2 text-xs font-medium text-soft"
    >
      <span aria-hidden className={`size-2 shrink-0 rounded-full ${LOOKS[health.kind]}`} />
      <span className="sr-only">{t('shell.link.label')}: </span>
      <span className="truncate">{text}</span>
    </span>
  );
}

function say(t: TFunction, language: string, health: LinkHealth): string {
  if (health.kind === 'late') return t('shell.link.late', { age: formatAge(health.ageMs, t) });
  if (health.kind === 'offline')
    return t('shell.link.offline', { at: health.atMs ? formatLocalTime(health.atMs, language) : '—' });
  return t(`shell.link.${health.kind}`);
}
