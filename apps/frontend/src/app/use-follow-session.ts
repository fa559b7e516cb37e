import { useEffect } from 'react';
import { useSession } from '../shared/api/session.ts';
import { hasChosenLanguage, speak } from '../shared/i18n/i18n.ts';
import { closeLink, openLink } from '../shared/live/live-socket.ts';
import { queries } from './queries.ts';
import { router } from './router.tsx';

/** The live link opens and closes with the session; what one person saw is forgotten before the next. */
export function useFollowSession(): void {
  const status = useSession((state) => state.status);
  const language = useSession((state) => state.session?.person.language);
  useEffect(() => {
    if (status === 'signed-in') void openLink();
    if (status === 'signed-out') {
      closeLink();
      queries.clear();
    }
    void router.invalidate();
  }, [status]);
  useEffect(() => {
    if (language && !hasChosenLanguage()) void speak(language);
  }, [language]);
}
