import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../../shared/ui/empty.tsx';
import { QUIET_LINK } from '../../parts/link-button.ts';

/** Rules that do not exist, or a link that shows nothing. */
export function UnknownRules({ isLink = false }: { isLink?: boolean }) {
  const { t } = useTranslation();
  return (
    <Empty
      title={t(isLink ? 'rules.deadLinkTitle' : 'rules.unknownTitle')}
      text={t(isLink ? 'rules.deadLinkText' : 'rules.unknownText')}
      action={
        <Link to="/lab/rules" className={QUIET_LINK}>
          {t('rules.backToList')}
        </Link>
      }
    />
  );
}
