import { lazy, Suspense, useEffect } from 'react';
import { Link, useLocation } from '@tanstack/react-router';
import { Maximize2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDock } from '../../shared/dock.ts';
import { IconButton } from '../../shared/ui/icon-button.tsx';
import { Pending } from '../../shared/ui/pending.tsx';

const CopilotPanel = lazy(() =>
  import('../../features/copilot/copilot-panel.tsx').then(({ CopilotPanel: component }) => ({ default: component })),
);

/** The copilot beside every screen: a column on wide screens, a sheet above narrow ones. */
export function CopilotDock() {
  const { t } = useTranslation();
  const { open, close, toggle } = useDock();
  const onItsPage = useLocation({ select: ({ pathname }) => pathname === '/copilot' });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'j' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      toggle();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [toggle]);
  if (!open || onItsPage) return null;
  return (
    <aside
      aria-label={t('shell.copilot')}
      data-testid="copilot-dock"
      className="fixed inset-x-0 top-[12dvh] bottom-0 z-40 flex flex-col rounded-t-2xl border border-line bg-surface shadow-2xl sm:inset-x-auto sm:top-13 sm:right-0 sm:w-96 sm:rounded-none xl:sticky xl:h-[calc(100dvh-3.25rem)] xl:shrink-0 xl:border-y-0 xl:shadow-none"
    >
      <header className="flex items-center gap-1 border-b border-line px-4 py-1.5">
        <h2 className="flex-1 font-semibold">{t('shell.copilot')}</h2>
        <Link
          to="/copilot"
          aria-label={t('copilot.openFull')}
          title={t('copilot.openFull')}
          className="grid size-8 place-items-center rounded-md text-soft hover:bg-raised"
        >
          <Maximize2 aria-hidden size={15} />
        </Link>
        <IconButton label={t('common.close')} onClick={close}>
          <X aria-hidden size={17} />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1">
        <Suspense fallback={<Pending className="p-4" heights={['2rem', '8rem']} />}>
          <CopilotPanel />
        </Suspense>
      </div>
    </aside>
  );
}
