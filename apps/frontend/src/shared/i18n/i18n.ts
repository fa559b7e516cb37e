import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { addFormats } from './formats.ts';
import { texts } from './texts.ts';

export type Language = 'es' | 'en';
const KEPT = 'orbiquant.language';

/** The language of this page. */
export const languageNow = (): Language => (i18next.language === 'en' ? 'en' : 'es');

/** Switches the language, remembers it, and tells assistive technology. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await i18next.changeLanguage(language);
}

/** Whether this browser was told a language; otherwise the account's own counts. */
export const hasChosenLanguage = (): boolean => localStorage.getItem(KEPT) !== null;

/** Makes the texts ready; call once before the first screen. */
export async function startI18n(language: Language = localStorage.getItem(KEPT) === 'en' ? 'en' : 'es'): Promise<void> {
  i18next.on('languageChanged', (spoken) => (document.documentElement.lang = spoken));
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { es: { translation: texts.es }, en: { translation: texts.en } },
    interpolation: { escapeValue: false },
  });
  addFormats(i18next);
}
