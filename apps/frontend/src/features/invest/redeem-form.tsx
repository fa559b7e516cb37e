import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { HoldingDetail } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { formatDecimal, formatMoney } from '../../shared/format/numbers.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Segments } from '../../shared/ui/segments.tsx';
import { checkRedemption, UNIT_PLACES, unitsOf, type RedeemFault, type RedeemWish } from './check-redemption.ts';
import { RedeemReview } from './redeem-review.tsx';

const ASKS = ['cash', 'units', 'all'] as const;
type Ask = (typeof ASKS)[number];

/** One look at what will be asked for; its key makes sending it twice the same as once. */
type Review = { wish: RedeemWish; idempotencyKey: string };

/** The way out of a product: part or all, by units or by money, then a review. */
export function RedeemForm({ holding }: { holding: HoldingDetail }) {
  const [ask, setAsk] = useState<Ask>('cash');
  const [text, setText] = useState('');
  const [review, setReview] = useState<Review | null>(null);
  const startAgain = (): void => {
    setReview(null);
    setText('');
  };
  if (review) return <RedeemReview holding={holding} {...review} onEdit={() => setReview(null)} onAgain={startAgain} />;
  const choose = (next: Ask): void => {
    setAsk(next);
    setText('');
  };
  const onReview = (wish: RedeemWish): void => setReview({ wish, idempotencyKey: newId() });
  return <WishForm holding={holding} typed={{ ask, text }} onAsk={choose} onText={setText} onReview={onReview} />;
}

type WishProps = {
  holding: HoldingDetail;
  typed: { ask: Ask; text: string };
  onAsk: (ask: Ask) => void;
  onText: (text: string) => void;
  onReview: (wish: RedeemWish) => void;
};

function WishForm({ holding, typed, onAsk, onText, onReview }: WishProps) {
  const { t, i18n } = useTranslation();
  const online = useOnline();
  const [tried, setTried] = useState(false);
  const { faultText, holds } = useRedeemTexts(holding, typed.ask);
  const checked = checkRedemption({ ...typed, language: i18n.language }, holding);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (checked.ok) onReview(checked.wish);
  };
  return (
    <form noValidate onSubmit={submit} aria-label={t('pool.redeem.title')} className="flex flex-col gap-3">
      <h3 className="font-semibold">{t('pool.redeem.title')}</h3>
      <p className="text-soft">{holds}</p>
      <div>
        <Segments
          label={t('pool.redeem.ask')}
          value={typed.ask}
          options={ASKS.map((value) => ({ value, label: t(`pool.redeem.${value}`) }))}
          onChange={onAsk}
        />
      </div>
      {typed.ask !== 'all' && (
        <Field
          label={
            typed.ask === 'units'
              ? t('pool.redeem.unitsLabel')
              : t('pool.redeem.cashLabel', { currency: holding.netValue.currency })
          }
          inputMode="decimal"
          autoComplete="off"
          value={typed.text}
          onChange={(event) => onText(event.target.value)}
          fault={tried && !checked.ok ? faultText(checked.fault) : null}
        />
      )}
      <Button
        type="submit"
        className="min-h-10"
        disabled={!online}
        title={online ? undefined : t('common.offlineShort')}
      >
        {t('pool.redeem.review')}
      </Button>
    </form>
  );
}

function useRedeemTexts(holding: HoldingDetail, ask: Ask) {
  const { t, i18n } = useTranslation();
  const units = formatDecimal(unitsOf(holding), UNIT_PLACES / 2, i18n.language);
  const cash = formatMoney(holding.netValue, i18n.language);
  const places = ask === 'units' ? UNIT_PLACES : holding.netValue.exponent;
  return {
    holds: t('pool.redeem.holds', { units, cash }),
    faultText: (fault: RedeemFault): string => t(`pool.redeem.fault.${fault}`, { units, cash, places }),
  };
}
