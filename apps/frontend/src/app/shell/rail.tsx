import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useKept } from '../../shared/ui/use-kept.ts';
import { usePlaces } from './places.ts';

/** The navigation at the left on tablets and desktops; narrow or wide, remembered. */
export function Rail() {
  const { t } = useTranslation();
  const places = usePlaces();
  const [wide, setWide] = useKept('orbiquant.rail', false);
  const Icon = wide ? PanelLeftClose : PanelLeftOpen;
  return (
    <nav
      aria-label={t('shell.navigation')}
      className={`sticky top-13 hidden h-[calc(100dvh-3.25rem)] shrink-0 flex-col gap-1 border-r border-line bg-surface p-2 sm:flex ${wide ? 'w-16 lg:w-56' : 'w-16'}`}
    >
      {places.map(({ to, key, icon: PlaceIcon }) => (
        <Link
          key={to}
          to={to}
          title={t(`shell.${key}`)}
          className="flex h-11 items-center gap-3 rounded-lg px-3.5 font-medium text-soft transition-colors hover:bg-raised hover:text-ink aria-[current=page]:bg-accent-wash aria-[current=page]:text-accent"
        >
          <PlaceIcon aria-hidden size={19} strokeWidth={1.8} className="shrink-0" />
          <span className={wide ? 'sr-only lg:not-sr-only' : 'sr-only'}>{t(`shell.${key}`)}</span>
        </Link>
      ))}
      <button
        type="button"
        aria-expanded={wide}
        aria-label={t(wide ? 'shell.collapse' : 'shell.expand')}
        title={t(wide ? 'shell.collapse' : 'shell.expand')}
        onClick={() => setWide(!wide)}
        className="mt-auto hidden h-10 items-center rounded-lg px-3.5 text-faint hover:bg-raised hover:text-ink lg:flex"
      >
        <Icon aria-hidden size={18} />
      </button>
    </nav>
  );
}
