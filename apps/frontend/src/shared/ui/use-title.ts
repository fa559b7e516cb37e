import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMode } from '../status/use-mode.ts';

/** The window's title: the screen, and the mode its figures belong to. */
export function useTitle(title: string): void {
  const { t } = useTranslation();
  const mode = t(`shell.mode.${useMode()}`);
  useEffect(() => {
    document.title = `${title} · ${mode} · OrbiQuant IA`;
  }, [title, mode]);
}
