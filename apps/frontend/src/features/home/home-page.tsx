import { useTranslation } from 'react-i18next';
import { Page } from '../../shared/ui/page.tsx';

export function HomePage() {
  const { t } = useTranslation();
  return <Page title={t('shell.home')}>…</Page>;
}
