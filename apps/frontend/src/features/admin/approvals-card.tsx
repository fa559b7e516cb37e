import { useId, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { approveWithdrawal, getWithdrawalsToApprove, type WithdrawalToApprove } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { useOnline } from '../../shared/status/use-online.ts';
import { Badge } from '../../shared/ui/badge.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { HoldButton } from './hold-button.tsx';
import { RejectDialog } from './reject-dialog.tsx';

const KEY = ['admin', 'withdrawals'];
const NEWEST = 10;

/** Withdrawals that wait for people to agree, and the newest of the others. */
export function ApprovalsCard() {
  const { t } = useTranslation();
  const list = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call(getWithdrawalsToApprove, {}, { signal }),
    refetchInterval: 5_000,
  });
  return (
    <Card title={t('admin.approvals.title')}>
      <Loaded of={list} heights={['4rem', '4rem']}>
        {(all) => {
          const waiting = all.filter(({ status }) => status === 'requested');
          const others = all.filter(({ status }) => status !== 'requested').slice(0, NEWEST);
          return (
            <>
              {waiting.length === 0 && <p className="py-2 text-soft">{t('admin.approvals.none')}</p>}
              <ul className="divide-y divide-line" data-testid="to-approve">
                {waiting.map((one) => (
                  <Waiting key={one.withdrawalId} withdrawal={one} />
                ))}
              </ul>
              {others.length > 0 && <Others list={others} />}
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

function Waiting({ withdrawal }: { withdrawal: WithdrawalToApprove }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const online = useOnline();
  const queries = useQueryClient();
  const [isRejecting, setRejecting] = useState(false);
  const { withdrawalId, email, bank, approvals, approvalsNeeded: needed, approvedBy } = withdrawal;
  const refresh = (): void => void queries.invalidateQueries({ queryKey: KEY });
  const approve = useMutation({
    mutationFn: () => call(approveWithdrawal, { params: { withdrawalId } }),
    onSettled: refresh,
  });
  return (
    <li className="flex flex-col gap-2 py-3" data-testid="waiting-withdrawal">
      <div id={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="text-lg font-semibold">
          <Amount money={withdrawal.amount} />
        </span>
        <span className="min-w-0 break-all">{email}</span>
        <span className="text-soft">{bank ? t('admin.approvals.bank', { bank }) : t('admin.approvals.noBank')}</span>
        <span className="num ml-auto text-xs text-faint">
          {formatInstant(withdrawal.requestedAtMs, i18n.language)} UTC
        </span>
      </div>
      <p className="text-xs text-soft">
        {t('admin.approvals.needs', { approvals, needed })}
        {approvedBy.length > 0 && ` · ${t('admin.approvals.by', { who: approvedBy.join(', ') })}`}
      </p>
      {approve.isError && <Problem error={approve.error} />}
      <div className="flex flex-wrap gap-2">
        <HoldButton
          label={t(approve.isPending ? 'admin.approvals.approving' : 'admin.approvals.approve')}
          describedBy={id}
          disabled={!online || approve.isPending}
          onHeld={() => approve.mutate()}
        />
        <Button variant="danger" disabled={!online || approve.isPending} onClick={() => setRejecting(true)}>
          {t('admin.approvals.reject')}
        </Button>
      </div>
      {isRejecting && <RejectDialog withdrawal={withdrawal} onDone={refresh} onClose={() => setRejecting(false)} />}
    </li>
  );
}

function Others({ list }: { list: readonly WithdrawalToApprove[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('admin.approvals.newest')} className="mt-3 border-t border-line pt-3">
      <h3 className="mb-1 text-xs font-semibold">{t('admin.approvals.newest')}</h3>
      <ul className="flex flex-col gap-1 text-xs">
        {list.map(({ withdrawalId, email, amount, status }) => (
          <li key={withdrawalId} className="flex flex-wrap items-center gap-x-3">
            <Badge tone={status === 'paid' ? 'good' : 'neutral'}>{t(`withdrawal.state.${status}`)}</Badge>
            <span className="min-w-0 flex-1 truncate text-soft">{email}</span>
            <Amount money={amount} />
          </li>
        ))}
      </ul>
    </section>
  );
}
