import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/i18n/i18n.ts';

/** The language of the page. */
export const useLanguage = (): Language => (useTranslation().i18n.language === 'en' ? 'en' : 'es');
