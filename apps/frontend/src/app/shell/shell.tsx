import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BottomBar } from './bottom-bar.tsx';
import { CopilotDock } from './copilot-dock.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

/** The frame around every signed-in screen. */
export function Shell() {
  const { t } = useTranslation();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('shell.skip')}
      </a>
      <TopBar />
      <div className="flex flex-1">
        <Rail />
        <div className="flex min-w-0 flex-1 flex-col">
          <OfflineBanner />
          <main id="content" tabIndex={-1} className="flex-1 scroll-mt-14 pb-20 outline-none sm:pb-6">
            <Outlet />
          </main>
        </div>
        <CopilotDock />
      </div>
      <BottomBar />
    </div>
  );
}
