import { useTranslation } from 'react-i18next';
import { chooseTheme, useTheme, type Theme } from './theme.ts';
import { Segments } from '../ui/segments.tsx';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** As the system, light or dark. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const theme = useTheme((state) => state.theme);
  return (
    <div>
      <p className="eyebrow mb-1">{t('shell.theme')}</p>
      <Segments
        label={t('shell.theme')}
        value={theme}
        onChange={chooseTheme}
        options={THEMES.map((value) => ({ value, label: t(`shell.themes.${value}`) }))}
      />
    </div>
  );
}
