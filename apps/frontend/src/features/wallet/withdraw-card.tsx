import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money, Wallet } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { formatInstant } from '../../shared/format/times.ts';
import { Card } from '../../shared/ui/card.tsx';
import { blockedBy, type Block } from './blocked-by.ts';
import { WithdrawForm } from './withdraw-form.tsx';
import { WithdrawReview } from './withdraw-review.tsx';

/** One look at what will be sent; its key makes sending it twice the same as once. */
type Review = { money: Money; idempotencyKey: string };

/** Money out to the bank: an amount, a review with the password, then it is asked for. */
export function WithdrawCard({ wallet }: { wallet: Wallet }) {
  const { t } = useTranslation();
  const [review, setReview] = useState<Review | null>(null);
  const [text, setText] = useState('');
  const startAgain = (): void => {
    setReview(null);
    setText('');
  };
  const block = blockedBy(wallet);
  const onReview = (money: Money): void => setReview({ money, idempotencyKey: newId() });
  return (
    <Card title={t('withdrawal.title')}>
      {review ? (
        <WithdrawReview wallet={wallet} {...review} onEdit={() => setReview(null)} onAgain={startAgain} />
      ) : (
        <>
          {block && <Blocked block={block} wallet={wallet} />}
          <WithdrawForm wallet={wallet} isBlocked={block !== null} text={text} onText={setText} onReview={onReview} />
        </>
      )}
    </Card>
  );
}

function Blocked({ block, wallet }: { block: Block; wallet: Wallet }) {
  const { t, i18n } = useTranslation();
  const at = wallet.bank.coolOffUntilMs === null ? '' : formatInstant(wallet.bank.coolOffUntilMs, i18n.language);
  const texts: Record<Block, string> = {
    'no-cards': t('wallet.noCards'),
    frozen: t('wallet.frozen'),
    bank: t('withdrawal.blocked.bank'),
    cooling: t('withdrawal.blocked.cooling', { at }),
    owed: t('withdrawal.blocked.owed'),
    nothing: t('withdrawal.blocked.nothing'),
  };
  return (
    <p className="mb-3 rounded-lg bg-warn-wash px-3 py-2 text-warn" data-testid={`withdraw-blocked-${block}`}>
      {texts[block]}
    </p>
  );
}
