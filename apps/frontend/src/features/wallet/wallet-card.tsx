import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { CardDeposit, Wallet } from '@orbiquant/contracts';
import { formatInstant } from '../../shared/format/times.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { useDeposits } from '../../shared/money/use-wallet.ts';
import { Card } from '../../shared/ui/card.tsx';

/** What one has, and which part of it may leave. */
export function WalletCard({ wallet }: { wallet: Wallet }) {
  const { t, i18n } = useTranslation();
  const nextFreeMs = nextFree(useDeposits().data ?? []);
  const at = nextFreeMs === null ? null : formatInstant(nextFreeMs, i18n.language);
  return (
    <Card title={t('wallet.have')}>
      <p className="text-3xl font-semibold tracking-tight" data-testid="wallet-total">
        <Amount money={wallet.wallet} />
      </p>
      <dl className="mt-4 grid grid-cols-2 gap-x-4 gap-y-5 border-t border-line pt-4 lg:grid-cols-3">
        <Part name={t('wallet.available')} testId="wallet-available">
          <Amount money={wallet.available} />
        </Part>
        <Part
          name={t('wallet.held')}
          testId="wallet-held"
          hint={wallet.held.minor > 0n && at ? t('wallet.heldUntil', { at }) : t('wallet.heldHint')}
        >
          <Amount money={wallet.held} />
        </Part>
        <Part name={t('wallet.pending')} testId="wallet-pending" hint={t('wallet.pendingHint')}>
          <Amount money={wallet.pending} />
        </Part>
        {wallet.owed.minor > 0n && (
          <Part name={t('wallet.owed')} testId="wallet-owed" hint={t('wallet.owedHint')}>
            <Amount money={wallet.owed} className="text-bad" />
          </Part>
        )}
      </dl>
      <p className="mt-4 border-t border-line pt-3 text-soft">
        {wallet.rateId === 'par-1' ? t('wallet.rate.par-1') : t('wallet.rate.other', { id: wallet.rateId })}
      </p>
    </Card>
  );
}

/** When the next part of what is held may leave. */
const nextFree = (deposits: readonly CardDeposit[]): number | null => {
  const times = deposits.flatMap(({ status, heldUntilMs }) =>
    status === 'settled' && heldUntilMs !== null ? heldUntilMs : [],
  );
  return times.length > 0 ? Math.min(...times) : null;
};

type PartProps = { name: string; testId: string; hint?: string; children: ReactNode };

function Part({ name, testId, hint, children }: PartProps) {
  return (
    <div className="min-w-0">
      <dt className="eyebrow">{name}</dt>
      <dd className="text-lg font-medium" data-testid={testId}>
        {children}
      </dd>
      {hint && <dd className="text-xs text-faint">{hint}</dd>}
    </div>
  );
}
