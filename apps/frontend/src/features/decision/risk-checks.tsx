import { CircleCheck, CircleSlash, ShieldX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Decision } from '@orbiquant/contracts';
import { reasonText } from '../../shared/i18n/reason-text.ts';
import { Card } from '../../shared/ui/card.tsx';

/** What the risk engine said: every limit it refused for, that it approved, or that there was nothing to weigh. */
export function RiskChecks({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const refused = decision.reasons.filter(({ code }) => code.startsWith('risk.'));
  return (
    <Card title={t('agents.why.risk')}>
      {refused.length > 0 ? (
        <>
          <p className="flex items-center gap-2 text-warn">
            <ShieldX aria-hidden size={16} className="shrink-0" />
            {t('agents.why.riskRefused', { count: refused.length })}
          </p>
          <ul className="num mt-2 list-disc pl-9 text-soft">
            {refused.map((reason) => (
              <li key={reason.code}>{reasonText(t, reason)}</li>
            ))}
          </ul>
        </>
      ) : (
        <Verdict hadOrder={decision.intentIds.length > 0} />
      )}
    </Card>
  );
}

function Verdict({ hadOrder }: { hadOrder: boolean }) {
  const { t } = useTranslation();
  const Icon = hadOrder ? CircleCheck : CircleSlash;
  return (
    <p className={`flex items-center gap-2 ${hadOrder ? 'text-good' : 'text-soft'}`}>
      <Icon aria-hidden size={16} className="shrink-0" />
      {t(hadOrder ? 'agents.why.riskPassed' : 'agents.why.riskNothing')}
    </p>
  );
}
