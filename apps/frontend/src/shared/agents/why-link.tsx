import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** The way from what was done to why. */
export function WhyLink({ agentId, decisionId }: { agentId: string; decisionId: string }) {
  const { t } = useTranslation();
  return (
    <Link
      to="/agents/$agentId/decisions/$decisionId"
      params={{ agentId, decisionId }}
      className="text-accent underline-offset-4 hover:underline"
    >
      {t('agents.columns.why')}
    </Link>
  );
}
