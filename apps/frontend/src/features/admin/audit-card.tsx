import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getLedgerCheck, type LedgerCheck } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { useOnline } from '../../shared/status/use-online.ts';
import { Badge } from '../../shared/ui/badge.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

/** Recomputes the books from zero when asked, and says what came of it. */
export function AuditCard() {
  const { t } = useTranslation();
  const online = useOnline();
  const audit = useMutation({ mutationFn: () => call(getLedgerCheck, {}) });
  return (
    <Card title={t('admin.audit.title')}>
      <div className="flex flex-col items-start gap-3">
        <Button disabled={!online || audit.isPending} onClick={() => audit.mutate()}>
          {t(audit.isPending ? 'admin.audit.running' : 'admin.audit.run')}
        </Button>
        {audit.isError && <Problem error={audit.error} />}
        {audit.isSuccess && <Found check={audit.data} />}
      </div>
    </Card>
  );
}

/** Whether nothing was altered and everything adds up. What is not sealed yet is no fault. */
const isGood = (check: LedgerCheck): boolean =>
  check.unbalanced + check.balanceMismatches + check.chainBreaks === 0 &&
  check.altered === null &&
  check.firstBad === null &&
  check.sums.every(({ minor }) => minor === 0n);

function Found({ check }: { check: LedgerCheck }) {
  const { t } = useTranslation();
  const isFine = isGood(check);
  const counts = {
    transfers: check.transfers,
    postings: check.postings,
    unbalanced: check.unbalanced,
    mismatches: check.balanceMismatches,
    breaks: check.chainBreaks,
    unsealed: check.unsealed,
  };
  return (
    <div role="status" className="w-full" data-testid="audit" data-ok={isFine}>
      <Badge tone={isFine ? 'good' : 'bad'}>{t(isFine ? 'admin.audit.good' : 'admin.audit.bad')}</Badge>
      <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1 text-xs">
        {Object.entries(counts).map(([name, count]) => (
          <div key={name} className="flex justify-between gap-2">
            <dt className="text-faint">{t(`admin.audit.${name as keyof typeof counts}`)}</dt>
            <dd className="num">{count}</dd>
          </div>
        ))}
        {check.sums.map((sum) => (
          <div key={sum.currency} className="flex justify-between gap-2">
            <dt className="text-faint">{t('admin.audit.sums')}</dt>
            <dd>
              <Amount money={sum} />
            </dd>
          </div>
        ))}
      </dl>
      {check.firstBad && <p className="mt-2 text-bad">{t('admin.audit.first', { what: check.firstBad })}</p>}
    </div>
  );
}
