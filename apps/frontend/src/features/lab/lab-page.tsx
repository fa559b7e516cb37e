import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../shared/ui/card.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { RunFilters } from './list/run-filters.tsx';
import { RunList } from './list/run-list.tsx';
import { useStrategies, type RunFilter } from './list/use-runs.ts';
import { PRIMARY_LINK, QUIET_LINK } from './parts/link-button.ts';
import { NoPromise } from './parts/no-promise.tsx';

const route = getRouteApi('/signed-in/lab');

/** Every run of mine, and the way to a new one. */
export function LabPage() {
  const { t } = useTranslation();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const strategies = useStrategies().data ?? [];
  const choose = (search: RunFilter): void => void navigate({ search, replace: true });
  return (
    <Page
      title={t('lab.title')}
      lead={t('lab.lead')}
      actions={
        <div className="flex flex-wrap gap-2">
          <Link to="/lab/rules" className={QUIET_LINK} data-testid="my-rules">
            <ScrollText aria-hidden size={16} />
            {t('rules.title')}
          </Link>
          <Link to="/lab/new" className={PRIMARY_LINK} data-testid="new-run">
            <Plus aria-hidden size={16} />
            {t('lab.newRun')}
          </Link>
        </div>
      }
    >
      <NoPromise />
      <Card flush title={t('lab.runs')}>
        <RunFilters filter={filter} strategies={strategies} onChange={choose} />
        <RunList filter={filter} strategies={strategies} onClear={() => choose({})} />
      </Card>
    </Page>
  );
}
