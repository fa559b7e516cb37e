import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/ui/field.tsx';
import { Segments } from '../../../shared/ui/segments.tsx';
import { quoteOf } from '../parts/quote-of.ts';
import { COST_PRESETS, costPresetOf, type CostPreset } from './cost-preset.ts';
import type { Editing } from './editing.ts';
import { Part, PartFault } from './part.tsx';

const PRESETS = ['binance-spot', 'none', 'own'] as const;
const isPreset = (name: string): name is CostPreset => name in COST_PRESETS;

/** Money to begin with, and what trading costs. */
export function CostsPart(editing: Editing) {
  const { form, change, faultAt } = editing;
  const { t } = useTranslation();
  const preset = costPresetOf(form);
  return (
    <Part title={t('labForm.costs')}>
      <div>
        <Segments
          label={t('labForm.costPreset')}
          value={preset}
          onChange={(name) => isPreset(name) && change(COST_PRESETS[name])}
          options={PRESETS.filter((name) => name !== 'own' || preset === 'own').map((value) => ({
            value,
            label: t(`labForm.costPresets.${value}`),
          }))}
        />
      </div>
      {preset === 'none' && (
        <p role="alert" className="flex items-start gap-2 rounded-lg bg-warn-wash px-3 py-2 text-warn">
          <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
          {t('labForm.noCostsWarning')}
        </p>
      )}
      <CostFields {...editing} />
      <label className="flex items-start gap-2 text-soft">
        <input
          type="checkbox"
          checked={form.short}
          onChange={({ target }) => change({ short: target.checked })}
          className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:size-6"
        />
        <span>
          {t('labForm.short')}
          <span className="block text-xs text-faint">{t('labForm.shortHint')}</span>
        </span>
      </label>
      <PartFault text={faultAt('assumptions.allowShort')} />
    </Part>
  );
}

function CostFields({ form, change, faultAt }: Editing) {
  const { t } = useTranslation();
  const field = (name: 'cash' | 'makerFeeBps' | 'takerFeeBps' | 'slippageBps' | 'latencyBars', hint?: string) => (
    <Field
      label={t(`labForm.${name}`, { quote: quoteOf(form.symbols) })}
      inputMode="decimal"
      autoComplete="off"
      className="num"
      value={form[name]}
      onChange={({ target }) => change({ [name]: target.value })}
      fault={faultAt(`assumptions.${name}`)}
      {...(hint ? { hint } : {})}
    />
  );
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-5">
      {field('cash')}
      {field('makerFeeBps', t('labForm.bpsHint'))}
      {field('takerFeeBps')}
      {field('slippageBps')}
      {field('latencyBars', t('labForm.latencyHint'))}
    </div>
  );
}
