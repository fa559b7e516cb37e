import { useTranslation } from 'react-i18next';
import { useIsOperator } from '../../shared/api/use-is-operator.ts';
import { Empty } from '../../shared/ui/empty.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { ApprovalsCard } from './approvals-card.tsx';
import { AuditCard } from './audit-card.tsx';
import { IncidentsCard } from './incidents-card.tsx';
import { JobsCard } from './jobs-card.tsx';
import { SettlementCard } from './settlement-card.tsx';

/** The house's money, for those who run it. */
export function MoneyPage() {
  const { t } = useTranslation();
  const isOperator = useIsOperator();
  if (!isOperator)
    return (
      <Page title={t('admin.title')}>
        <Empty title={t('admin.notYours')} text={t('admin.notYoursText')} />
      </Page>
    );
  return (
    <Page title={t('admin.title')} lead={t('admin.lead')}>
      <div className="grid items-start gap-4 lg:grid-cols-[1.4fr_1fr]">
        <ApprovalsCard />
        <div className="grid min-w-0 gap-4">
          <IncidentsCard />
          <AuditCard />
        </div>
      </div>
      <JobsCard />
      <SettlementCard />
    </Page>
  );
}
