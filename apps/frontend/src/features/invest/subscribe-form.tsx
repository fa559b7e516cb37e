import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money, Product } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { formatMoney } from '../../shared/format/numbers.ts';
import { useBalance } from '../../shared/money/use-balance.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { checkAmount, type Fault } from './check-amount.ts';
import { ReviewStep } from './review-step.tsx';

/** One look at what will be sent; its key makes sending it twice the same as once. */
type Review = { money: Money; idempotencyKey: string };

/** How much, and that the risk is understood; then a review; then it is sent. */
export function SubscribeForm({ product }: { product: Product }) {
  const [review, setReview] = useState<Review | null>(null);
  const [text, setText] = useState('');
  const startAgain = (): void => {
    setReview(null);
    setText('');
  };
  if (review) return <ReviewStep product={product} {...review} onEdit={() => setReview(null)} onAgain={startAgain} />;
  const onReview = (money: Money): void => setReview({ money, idempotencyKey: newId() });
  return <WishForm product={product} text={text} onText={setText} onReview={onReview} />;
}

type WishProps = { product: Product; text: string; onText: (text: string) => void; onReview: (money: Money) => void };

function WishForm({ product, text, onText, onReview }: WishProps) {
  const { t, i18n } = useTranslation();
  const wallet = useBalance().data?.wallet ?? null;
  const [understood, setUnderstood] = useState(false);
  const [tried, setTried] = useState(false);
  const faultText = useFaultText(product, wallet);
  const checked = checkAmount(text, { product, wallet, language: i18n.language });
  const title = t('invest.subscribe', { name: product.name });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (checked.ok && understood) onReview(checked.money);
  };
  return (
    <form noValidate onSubmit={submit} aria-label={title} className="flex flex-col gap-3">
      <h3 className="font-semibold">{title}</h3>
      <Field
        label={t('invest.amount', { currency: product.currency })}
        inputMode="decimal"
        autoComplete="off"
        className="num"
        value={text}
        onChange={(event) => onText(event.target.value)}
        hint={wallet ? t('invest.available', { cash: formatMoney(wallet, i18n.language) }) : ''}
        fault={tried && !checked.ok ? faultText(checked.fault) : null}
      />
      <RiskBox understood={understood} missing={tried && !understood} onChange={setUnderstood} />
      <ReviewButton isOpen={product.status === 'open'} />
    </form>
  );
}

function useFaultText(product: Product, wallet: Money | null): (fault: Fault) => string {
  const { t, i18n } = useTranslation();
  return (fault) =>
    t(`invest.fault.${fault}`, {
      places: product.currencyExponent,
      min: formatMoney(product.investmentMin, i18n.language),
      cash: wallet ? formatMoney(wallet, i18n.language) : '—',
    });
}

type RiskProps = { understood: boolean; missing: boolean; onChange: (understood: boolean) => void };

function RiskBox({ understood, missing, onChange }: RiskProps) {
  const { t } = useTranslation();
  return (
    <>
      <label className="flex items-start gap-2 text-soft">
        <input
          type="checkbox"
          checked={understood}
          onChange={(event) => onChange(event.target.checked)}
          className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:size-6"
        />
        {t('invest.risk')}
      </label>
      {missing && <p className="text-xs text-bad">{t('invest.fault.risk')}</p>}
    </>
  );
}

function ReviewButton({ isOpen }: { isOpen: boolean }) {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <Button
      type="submit"
      variant="primary"
      className="min-h-10"
      disabled={!online || !isOpen}
      title={online ? undefined : t('common.offlineShort')}
    >
      {t('invest.review')}
    </Button>
  );
}
