import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Balance } from '@orbiquant/contracts';
import { Amount } from '../../shared/money/amount.tsx';
import { HoldingRow } from '../../shared/money/holding-row.tsx';
import { useBalance } from '../../shared/money/use-balance.ts';
import { usePerson } from '../../shared/api/session.ts';
import { Badge } from '../../shared/ui/badge.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { FirstSteps } from './first-steps.tsx';

/** All that the person has, each figure a way to where it comes from. */
export function MoneyCard() {
  const { t } = useTranslation();
  const balance = useBalance();
  const person = usePerson();
  return (
    <Card title={t('home.total')} actions={person?.isDemo && <Badge tone="warn">{t('home.demo')}</Badge>}>
      {balance.isPending && <Pending heights={['2.5rem', '3rem', '4rem']} />}
      {balance.isError && <Problem error={balance.error} retry={balance.refetch} />}
      {balance.data && <Money balance={balance.data} />}
    </Card>
  );
}

function Money({ balance }: { balance: Balance }) {
  const { t } = useTranslation();
  const invested = balance.holdings.reduce((sum, { value }) => sum + value.minor, 0n);
  return (
    <>
      <p className="text-3xl font-semibold tracking-tight" data-testid="balance-total">
        <Amount money={balance.total} />
      </p>
      <dl className="mt-4 grid grid-cols-2 gap-4 border-t border-line pt-4">
        <div>
          <dt className="eyebrow">{t('home.wallet')}</dt>
          <dd className="text-lg font-medium" data-testid="balance-wallet">
            <Amount money={balance.wallet} />
          </dd>
          <dd>
            <Link to="/wallet" hash="statement" className="text-xs text-accent underline-offset-4 hover:underline">
              {t('home.walletHint')}
            </Link>
          </dd>
        </div>
        <div>
          <dt className="eyebrow">{t('home.inProducts')}</dt>
          <dd className="text-lg font-medium" data-testid="balance-invested">
            <Amount money={{ ...balance.total, minor: invested }} />
          </dd>
        </div>
      </dl>
      {balance.holdings.length > 0 ? (
        <ul className="mt-3 divide-y divide-line border-t border-line">
          {balance.holdings.map((holding) => (
            <HoldingRow key={holding.productId} holding={holding} />
          ))}
        </ul>
      ) : (
        <FirstSteps />
      )}
    </>
  );
}
