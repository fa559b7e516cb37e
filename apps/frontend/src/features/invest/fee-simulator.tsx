import { useState, type FormEvent, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getFeePreview, type FeePreview, type Product } from '@orbiquant/contracts';
import type { Decimal } from '@orbiquant/kernel';
import { call } from '../../shared/api/call.ts';
import { formatRatio } from '../../shared/format/numbers.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { parseAmount, parseDecimal } from '../../shared/money/parse-amount.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';

const DAYS_MAX = 3_650;
const LEAST_PCT = -100;
const MOST_PCT = 100_000;

type Wish = { cashMinor: bigint; grossReturn: Decimal; days: number };

/** What an amount becomes at a return that one names, computed by the pool itself. */
export function FeeSimulator({ product }: { product: Product }) {
  const { t } = useTranslation();
  const { productId } = product;
  const [wish, setWish] = useState<Wish | null>(null);
  const key = wish && [wish.cashMinor.toString(), wish.grossReturn.toFixed(), wish.days];
  const preview = useQuery({
    queryKey: ['fee-preview', productId, key],
    queryFn: ({ signal }) => call(getFeePreview, { params: { productId }, query: wish! }, { signal }),
    enabled: wish !== null,
  });
  return (
    <details className="border-t border-line pt-3">
      <summary className="font-semibold">{t('pool.simulator.title')}</summary>
      <div className="mt-3 flex flex-col gap-3">
        <p className="text-xs text-soft">{t('pool.simulator.lead')}</p>
        <SimulatorForm product={product} onWish={setWish} />
        {wish && (
          <Loaded of={preview} heights={['6rem']}>
            {(found) => <Result preview={found} />}
          </Loaded>
        )}
      </div>
    </details>
  );
}

function SimulatorForm({ product, onWish }: { product: Product; onWish: (wish: Wish) => void }) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState({ cash: '', gross: '10', days: '365' });
  const [tried, setTried] = useState(false);
  const cash = parseAmount(text.cash, i18n.language, product.currencyExponent);
  const gross = grossOf(text.gross, i18n.language);
  const days = daysOf(text.days);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (cash.ok && gross && days) onWish({ cashMinor: cash.minor, grossReturn: gross, days });
  };
  const fieldOf = (name: keyof typeof text) => ({
    inputMode: 'decimal' as const,
    autoComplete: 'off',
    value: text[name],
    onChange: (event: { target: { value: string } }) => setText({ ...text, [name]: event.target.value }),
  });
  return (
    <form
      noValidate
      onSubmit={submit}
      aria-label={t('pool.simulator.title')}
      className="grid items-start gap-3 sm:grid-cols-4"
    >
      <Field
        {...fieldOf('cash')}
        label={t('pool.simulator.cash', { currency: product.currency })}
        fault={tried && !cash.ok ? t(`invest.fault.${cash.fault}`, { places: product.currencyExponent }) : null}
      />
      <Field
        {...fieldOf('gross')}
        label={t('pool.simulator.gross')}
        fault={tried && !gross ? t('pool.simulator.faultGross') : null}
      />
      <Field
        {...fieldOf('days')}
        label={t('pool.simulator.days')}
        fault={tried && !days ? t('pool.simulator.faultDays') : null}
      />
      <Button type="submit" className="min-h-10 sm:mt-5">
        {t('pool.simulator.run')}
      </Button>
    </form>
  );
}

/** A return typed in per cent as a fraction; null when it is none or no pool could have it. */
function grossOf(text: string, language: string): Decimal | null {
  const typed = parseDecimal(text, language);
  return typed && typed.gte(LEAST_PCT) && typed.lte(MOST_PCT) ? typed.div(100) : null;
}

/** Days as typed; 0 when they are none. */
const daysOf = (text: string): number => (/^\d{1,4}$/.test(text) && Number(text) <= DAYS_MAX ? Number(text) : 0);

function Result({ preview }: { preview: FeePreview }) {
  const { t, i18n } = useTranslation();
  return (
    <dl className="grid grid-cols-2 gap-3 rounded-lg bg-raised p-3 sm:grid-cols-5" data-testid="fee-preview">
      <Part name={t('pool.simulator.grossValue')}>
        <Amount money={preview.grossValue} />
      </Part>
      <Part name={t('pool.simulator.managementFee')}>
        <Amount money={preview.managementFee} />
      </Part>
      <Part name={t('pool.simulator.performanceFee')}>
        <Amount money={preview.performanceFee} />
      </Part>
      <Part name={t('pool.simulator.netValue')}>
        <Amount money={preview.netValue} className="font-semibold" />
      </Part>
      <Part name={t('pool.simulator.netReturn')}>{formatRatio(preview.netReturn.toNumber(), i18n.language)}</Part>
    </dl>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="eyebrow">{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}
