import { getRouteApi } from '@tanstack/react-router';
import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Wallet } from '@orbiquant/contracts';
import { StatementCard } from '../../shared/money/statement-card.tsx';
import { useWallet } from '../../shared/money/use-wallet.ts';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { BankCard } from './bank-card.tsx';
import { DepositCard } from './deposit-card.tsx';
import { DepositReturn } from './deposit-return.tsx';
import { DepositsCard } from './deposits-card.tsx';
import { NoticesCard } from './notices-card.tsx';
import { PlanCard } from './plan-card.tsx';
import { WalletCard } from './wallet-card.tsx';
import { WithdrawCard } from './withdraw-card.tsx';
import { WithdrawalsCard } from './withdrawals-card.tsx';

const route = getRouteApi('/signed-in/wallet');

/** Money in, money out, and everything that is on its way. */
export function WalletPage() {
  const { t } = useTranslation();
  const { deposit } = route.useSearch();
  const forget = useForgetSearch();
  const wallet = useWallet();
  return (
    <Page title={t('wallet.title')} lead={t('wallet.lead')}>
      {deposit && <DepositReturn came={deposit} onDismiss={forget} />}
      <Loaded of={wallet} heights={['11rem', '15rem']}>
        {(found) => <Parts wallet={found} />}
      </Loaded>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <WithdrawalsCard />
        <div className="grid gap-4">
          <DepositsCard />
          <NoticesCard />
        </div>
      </div>
      <StatementCard />
    </Page>
  );
}

function Parts({ wallet }: { wallet: Wallet }) {
  const { bank, plan } = route.useSearch();
  const forget = useForgetSearch();
  return (
    <>
      {wallet.frozen && <Frozen />}
      <div className="grid items-start gap-4 lg:grid-cols-[1.6fr_1fr]">
        <WalletCard wallet={wallet} />
        <BankCard wallet={wallet} came={bank} onSeen={forget} />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <DepositCard wallet={wallet} />
        <WithdrawCard wallet={wallet} />
        <PlanCard isEnabled={wallet.cardsEnabled} isAwaited={plan === 'done'} />
      </div>
    </>
  );
}

/** Once it is seen what came of a visit elsewhere, the address no longer says it. */
function useForgetSearch(): () => void {
  const navigate = route.useNavigate();
  return () => void navigate({ search: {}, replace: true });
}

function Frozen() {
  const { t } = useTranslation();
  return (
    <p role="status" className="flex items-start gap-2 rounded-lg bg-warn-wash px-4 py-2.5 text-warn">
      <ShieldAlert aria-hidden size={17} className="mt-0.5 shrink-0" />
      {t('wallet.frozen')}
    </p>
  );
}
