import { useTranslation } from 'react-i18next';
import { speak, type Language } from './i18n.ts';
import { Segments } from '../ui/segments.tsx';

/** Spanish or English. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <div>
      <p className="eyebrow mb-1">{t('shell.language')}</p>
      <Segments<Language>
        label={t('shell.language')}
        value={i18n.language === 'en' ? 'en' : 'es'}
        onChange={(language) => void speak(language)}
        options={[
          { value: 'es', label: t('shell.spanish') },
          { value: 'en', label: t('shell.english') },
        ]}
      />
    </div>
  );
}
