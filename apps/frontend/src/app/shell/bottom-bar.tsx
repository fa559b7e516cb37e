import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePlaces } from './places.ts';

/** The navigation under the thumb on phones. */
export function BottomBar() {
  const { t } = useTranslation();
  const places = usePlaces().filter(({ leavesPhones }) => !leavesPhones);
  return (
    <nav
      aria-label={t('shell.navigation')}
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-6 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {places.map(({ to, key, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className="flex h-14 min-w-0 flex-col items-center justify-center gap-0.5 text-[11px] font-medium tracking-tight text-faint max-[375px]:text-[10px] aria-[current=page]:text-accent"
        >
          <Icon aria-hidden size={20} strokeWidth={1.8} />
          {t(`shell.${key}`)}
        </Link>
      ))}
    </nav>
  );
}
