import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../shared/ui/page.tsx';

/** An address that is no page of ours. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('common.notFoundTitle')} lead={t('common.notFoundText')}>
      <Link to="/home" className="self-start text-accent underline underline-offset-4">
        {t('common.goHome')}
      </Link>
    </Page>
  );
}
