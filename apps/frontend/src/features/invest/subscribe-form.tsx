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
  const { t, i18n } = useTranslation();
  const online = useOnline();
  const wallet = useBalance().data?.wallet ?? null;
  const [text, setText] = useState('');
  const [understood, setUnderstood] = useState(false);
  const [tried, setTried] = useState(false);
  const [review, setReview] = useState<Review | null>(null);
  const checked = checkAmount(text, { product, wallet, language: i18n.language });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (checked.ok && understood) setReview({ money: checked.money, idempotencyKey: newId() });
  };
  const startAgain = (): void => {
    setReview(null);
    setText('');
    setTried(false);
    setUnderstood(false);
  };
  if (review) return <ReviewStep product={product} {...review} onEdit={() => setReview(null)} onAgain={startAgain} />;
  return (
    <form
      noValidate
      onSubmit={submit}
      aria-label={t('invest.subscribe', { name: product.name })}
      className="flex flex-col gap-3"
    >
      <h3 className="font-semibold">{t('invest.subscribe', { name: product.name })}</h3>
      <Field
        label={t('invest.amount', { currency: product.currency })}
        inputMode="decimal"
        autoComplete="off"
        className="num"
        value={text}
        onChange={(event) => setText(event.target.value)}
        hint={wallet ? t('invest.available', { cash: formatMoney(wallet, i18n.language) }) : ''}
        fault={tried && !checked.ok ? faultText(checked.fault) : null}
      />
      <label className="flex items-start gap-2 text-soft">
        <input
          type="checkbox"
          checked={understood}
          onChange={(event) => setUnderstood(event.target.checked)}
          className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:size-6"
        />
        {t('invest.risk')}
      </label>
      {tried && !understood && <p className="text-xs text-bad">{t('invest.fault.risk')}</p>}
      <Button
        type="submit"
        variant="primary"
        className="min-h-10"
        disabled={!online || product.status !== 'open'}
        title={online ? undefined : t('common.offlineShort')}
      >
        {t('invest.review')}
      </Button>
    </form>
  );

  function faultText(fault: Fault): string {
    return t(`invest.fault.${fault}`, {
      places: product.currencyExponent,
      min: formatMoney(product.investmentMin, i18n.language),
      cash: wallet ? formatMoney(wallet, i18n.language) : '—',
    });
  }
}
