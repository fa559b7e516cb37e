import { Link } from '@tanstack/react-router';
import { MessageSquareText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../shared/ui/icon-button.tsx';
import { useDock } from '../../shared/dock.ts';
import { AccountMenu } from './account-menu.tsx';
import { LinkPill } from './link-pill.tsx';
import { MarketClockText } from './market-clock-text.tsx';
import { ModeBadge } from './mode-badge.tsx';

/** Mode, connection, clock, and the person's own switches: always in sight. */
export function TopBar() {
  const { t } = useTranslation();
  const { open, toggle } = useDock();
  return (
    <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b border-line bg-surface px-3 sm:gap-3 sm:px-4">
      <Link to="/home" className="flex items-center gap-2 font-semibold tracking-tight" aria-label="OrbiQuant IA">
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <span aria-hidden className="hidden md:inline">
          OrbiQuant <span className="text-faint">IA</span>
        </span>
      </Link>
      <ModeBadge />
      <LinkPill />
      <MarketClockText />
      <div className="ml-auto flex items-center gap-1">
        <IconButton
          label={t('shell.toggleCopilot')}
          aria-pressed={open}
          aria-keyshortcuts="Control+J"
          data-testid="copilot-toggle"
          onClick={toggle}
        >
          <MessageSquareText aria-hidden size={18} />
        </IconButton>
        <AccountMenu />
      </div>
    </header>
  );
}
